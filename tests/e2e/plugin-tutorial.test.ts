import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { test } from './support/world.js';

interface Block {
  readonly language: string;
  /** The rest of the fence's first line: a file's name. */
  readonly title: string;
  readonly text: string;
}

const page = readFileSync(fileURLToPath(new URL('../../docs/plugins.md', import.meta.url)), 'utf8');
const tutorial = page.slice(page.indexOf('## Your first plugin'), page.indexOf('## What else there is'));

function blocksOf(markdown: string): readonly Block[] {
  return [...markdown.matchAll(/^```(\w+) ?(.*)\n([\s\S]*?)^```$/gm)].map(([, language = '', title = '', text = '']) => ({ language, title, text }));
}

/** Words as a shell splits them; the page quotes with "" only. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

test('docs/plugins.md, followed to the letter, ends with a working plugin', async ({ world }) => {
  const blocks = blocksOf(tutorial);
  expect(blocks.filter(({ language }) => language === 'sh').length).toBeGreaterThanOrEqual(6);
  writeFileSync(world.inSource('report.txt'), 'a report');
  await world.setUp();
  const folder = world.newFolder('desk');
  writeFileSync(join(folder, 'report.txt'), 'another');
  let said = '';
  for (const { language, title, text } of blocks) {
    if (language === 'sh') {
      said = '';
      for (const line of text.trim().split('\n')) {
        const [program, ...words] = wordsOf(line);
        expect(program).toBe('mamori');
        const ended = await world.pc.run(words, { folder });
        expect(ended.code, `${line}\n${ended.stderr}`).toBe(0);
        said += ended.stdout + ended.stderr;
      }
    } else if (language === 'text') {
      for (const line of text.trim().split('\n')) expect(said).toContain(line);
    } else {
      const file = join(folder, title);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
}, 120_000);
