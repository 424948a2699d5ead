import { homedir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { rooms } from './layering/rooms.js';
import { projectFiles, projectRoot, readProjectFile } from './support/project-files.js';

const MAX_LINES = 300;
const ownPath = 'tests/meta/house-rules.test.ts';
const isText = (path: string) => /(\.(ts|mjs|js|cc|h|cpp|c|def|rc|py|md|json|gyp|html|css|sql|yml|yaml|nsi|service|sh)|\/mamori|\.ci\/run)$/.test(path);
const written = projectFiles().filter(path => isText(path) && path !== ownPath && !path.endsWith('package-lock.json'));

/** What no file of ours says, and why. */
const forbidden: readonly { readonly words: RegExp; readonly reason: string }[] = [
  { words: /\b(TODO|FIXME|XXX|HACK)\b/, reason: 'finish it, or open an issue' },
  { words: /\bnot (yet )?implemented\b/i, reason: 'what is there works; what does not work is not there' },
  { words: /\bco-authored-by\b/i, reason: 'the code speaks for itself' },
  { words: /\bregistry\.[\w-]+\.(org|com|net|dev)\b/i, reason: 'which registry serves packages is the reader\'s own setting' },
  { words: /"resolved":/, reason: 'likewise' },
];

describe('the house rules', () => {
  it(`keep files of src, native and scripts within ${MAX_LINES} lines`, () => {
    const long = projectFiles('src', 'native', 'scripts').filter(path => /\.(ts|mjs|cc|h|cpp|c|py)$/.test(path) && !path.includes('/tests/'))
      .map(path => ({ path, lines: readProjectFile(path).split('\n').length - 1 }))
      .filter(({ lines }) => lines > MAX_LINES);
    expect(long).toEqual([]);
  });

  it('leave nothing unfinished and nothing that is not the reader\'s business', () => {
    const found = written.flatMap(path => readProjectFile(path).split('\n').flatMap((line, index) =>
      forbidden.filter(({ words }) => words.test(line)).map(({ reason }) => `${path}:${index + 1}: ${line.trim()} (${reason})`)));
    expect(found).toEqual([]);
  });

  it('name no folder of the machine the project happens to lie on', () => {
    const folders = [projectRoot, `${homedir()}/`];
    expect(written.filter(path => folders.some(folder => readProjectFile(path).includes(folder)))).toEqual([]);
  });

  it('keep addresses out of lock files, which pin by digest', () => {
    for (const path of projectFiles().filter(file => file.endsWith('package-lock.json'))) {
      expect(readProjectFile(path)).not.toMatch(/"resolved":/);
    }
  });

  it('lock every platform\'s variant of a package, or npm refuses the lock file elsewhere', () => {
    for (const path of projectFiles().filter(file => file.endsWith('package-lock.json'))) {
      const { packages } = JSON.parse(readProjectFile(path)) as { packages: Record<string, { optionalDependencies?: Record<string, string> }> };
      const wanted = Object.values(packages).flatMap(({ optionalDependencies }) => Object.keys(optionalDependencies ?? {}));
      expect(wanted.filter(name => !Object.keys(packages).some(entry => entry.endsWith(`node_modules/${name}`)))).toEqual([]);
    }
  });

  it('give every skipped test a reason that is decided at run time', () => {
    const tests = projectFiles('tests').filter(path => path.endsWith('.ts') && path !== ownPath);
    expect(tests.filter(path => /\b(it|test|describe)\.((only|todo)\(|skip\(\s*['"])/.test(readProjectFile(path)))).toEqual([]);
  });

  it('give every room a README that says what its nouns mean', () => {
    const present = new Set(projectFiles('src', 'native').map(path => path.split('/').slice(0, 2).join('/')).filter(folder => !/\.\w+$/.test(folder)));
    expect([...present].filter(folder => !written.includes(`${folder}/README.md`))).toEqual([]);
    expect([...present].filter(folder => folder.startsWith('src/') && !Object.keys(rooms).some(room => `src/${room}`.startsWith(folder)))).toEqual([]);
  });
});
