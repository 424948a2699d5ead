import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const fixture = fileURLToPath(new URL('fixtures/stand-in.mjs', import.meta.url));
const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { version: string };

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'launcher-')); });
afterEach(() => rmSync(folder, { recursive: true }));

async function run(script: string, args: readonly string[], signalOnOutput?: NodeJS.Signals) {
  const child = spawn(process.execPath, [script, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (stdout === '' && signalOnOutput !== undefined) child.kill(signalOnOutput);
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { stderr += text; });
  const [code, signal] = await once(child, 'close') as [number | null, NodeJS.Signals | null];
  return { code, signal, stdout, stderr };
}

describe('scripts/mamori', () => {
  it('runs the command line from any folder and through a symbolic link, and says nothing of its own once built', async () => {
    symlinkSync(`${root}scripts/mamori`, join(folder, 'linked'));
    const direct = await run(`${root}scripts/mamori`, ['version', '--json']);
    expect(direct.code).toBe(0);
    expect(direct.stdout).toContain(version);
    expect(await run(join(folder, 'linked'), ['version', '--json'])).toEqual({ ...direct, stderr: '' });
  });

  it('passes on the exit code of wrong usage', async () => {
    expect((await run(`${root}scripts/mamori`, ['no-such-command'])).code).toBe(2);
  });
});

describe('a program run in another\'s place', () => {
  it('gets the arguments and streams, and gives its exit code back', async () => {
    expect(await run(fixture, ['exit', '7', 'ä b'])).toEqual({ code: 7, signal: null, stdout: 'exit 7 ä b\n', stderr: '' });
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('gets %s and ends in its own way', async signal => {
    expect(await run(fixture, ['wait'], signal)).toMatchObject({ code: 42, stdout: `waiting\n${signal}\n` });
  });

  it('answers 128 and the number of the signal that ended it', async () => {
    expect(await run(fixture, ['die'])).toMatchObject({ code: 128 + 9 });
  });
});
