import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const child = new URL('./support/exact-arguments-child.mjs', import.meta.url).pathname;
const launcher = new URL('./support/launched-child.mjs', import.meta.url).pathname;

/** Words of printf escapes, which reach a real child process as bytes; from the folder given. */
function receivedFrom(folder: string, ...words: readonly string[]): { words: string[]; folder: string } {
  return received(child, folder, words);
}

function received(program: string, folder: string, words: readonly string[], environment: NodeJS.ProcessEnv = {}): { words: string[]; folder: string } {
  const quoted = words.map((_, index) => `"$(printf "$${index + 3}")"`).join(' ');
  const run = spawnSync('sh', ['-c', `cd "$(printf "$2")" && exec "$0" "$1" ${quoted}`, process.execPath, program, folder, ...words], { encoding: 'utf8', env: { ...process.env, npm_lifecycle_event: undefined, ...environment } });
  expect(run.stderr).toBe('');
  return JSON.parse(run.stdout) as { words: string[]; folder: string };
}

describe.skipIf(process.platform !== 'linux')('words of the command line', () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'mamori-words-'));
    mkdirSync(Buffer.concat([Buffer.from(`${root}/f`), Buffer.of(0x80)]));
  });
  afterAll(() => rmSync(root, { recursive: true }));

  it('keep bytes that are no UTF-8', () => {
    expect(receivedFrom('/', 'status', '/a/\\377\\200b', 'あ').words).toEqual(['status', '/a/\udcff\udc80b', 'あ']);
  });

  it('keep empty words, spaces and the replacement character itself', () => {
    expect(receivedFrom('/', '', 'a b\\nc', '\ufffd', '\\300').words).toEqual(['', 'a b\nc', '\ufffd', '\udcc0']);
    expect(receivedFrom('/', 'plain').words).toEqual(['plain']);
  });

  it('keep their bytes through a launcher that runs the program in its place', () => {
    expect(received(launcher, '/', ['/a/\\377\\200b', '', 'あ', '\ufffd', '\\300', '\\343\\201x\\360\\237\\230']).words)
      .toEqual(['/a/\udcff\udc80b', '', 'あ', '\ufffd', '\udcc0', '\udce3\udc81x\udcf0\udc9f\udc98']);
  });

  it('are this process\'s own where the environment names some other launcher', () => {
    expect(received(child, '/', ['\\300'], { MAMORI_WORDS_OF: '1' }).words).toEqual(['\udcc0']);
  });

  it('are relative to a folder of any bytes', () => {
    expect(receivedFrom(`${root}/f\\200`, 'x').folder).toBe(`${root}/f\udc80`);
  });
});
