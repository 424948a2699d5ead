import { describe, expect, it } from 'vitest';
import { errorDefinitions } from '../../src/terms/errors/index.js';
import { errorTexts } from '../../src/texts/errors/index.js';
import { languages } from '../../src/texts/language.js';
import { renderErrorDocs } from '../../scripts/lib/render-error-docs.mjs';
import { projectFiles, readProjectFile } from './support/project-files.js';

const codes = Object.keys(errorDefinitions);
const isTable = (path: string) => /^src\/(terms|texts)\/errors\//.test(path);
const codeLike = /["'`]([a-z][a-z0-9-]*\.[a-z][a-z0-9-]*)["'`]/g;

/** Every string that looks like an error code, in the files given. */
function codesIn(paths: readonly string[]): Set<string> {
  return new Set(paths.flatMap(path => [...readProjectFile(path).matchAll(codeLike)].map(match => match[1] ?? '')));
}

/** Every code that C++ files give to an Error. */
function codesMadeIn(paths: readonly string[]): Set<string> {
  const making = /\b(?:makeError|Error)\s*[({]\s*"([^"]+)"/g;
  return new Set(paths.flatMap(path => [...readProjectFile(path).matchAll(making)].map(match => match[1] ?? '')));
}

describe('error codes', () => {
  it('are all collected, each by one area', () => {
    const tables = projectFiles('src/terms/errors').filter(path => path.endsWith('-errors.ts'));
    const defined = tables.flatMap(path => [...readProjectFile(path).matchAll(/^ {2}'([^']+)': \{/gm)].map(match => match[1]));
    expect(defined.toSorted()).toEqual(codes.toSorted());
  });

  it('are written area.what-happened', () => {
    expect(codes.filter(code => !/^[a-z]+\.[a-z0-9]+(-[a-z0-9]+)*$/.test(code))).toEqual([]);
  });

  it('are each used by the product', () => {
    const users = projectFiles('src', 'native').filter(path => /\.(ts|cc|h|cpp|c|py)$/.test(path) && !isTable(path));
    const used = codesIn(users);
    expect(codes.filter(code => !used.has(code))).toEqual([]);
  });

  it('that native code makes are in the table', () => {
    const made = codesMadeIn(projectFiles('native').filter(path => /\.(cc|h)$/.test(path) && !path.includes('/tests/')));
    expect([...made].filter(code => !Object.hasOwn(errorDefinitions, code))).toEqual([]);
  });
});

describe('error texts', () => {
  it.each(codes.map(code => [code] as const))('%s has a cause and a remedy in every language', code => {
    const text = errorTexts[code as keyof typeof errorTexts];
    for (const language of languages) {
      expect(text[language].cause).toMatch(/[。.]$/);
      expect(text[language].remedy).toMatch(/[。.]$/);
    }
    expect(text.ja.cause).toMatch(/[ぁ-んァ-ヶ一-龠]/);
    expect(text.en.cause).not.toMatch(/[ぁ-んァ-ヶ一-龠]/);
  });

  it('are what docs/errors.md says (node scripts/generate-docs.mjs writes it)', () => {
    expect(readProjectFile('docs/errors.md')).toBe(renderErrorDocs(errorDefinitions, errorTexts));
  });
});
