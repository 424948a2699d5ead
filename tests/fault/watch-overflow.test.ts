import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SOURCES_AS_TYPESCRIPT } from '../integration/watch/observed-watch.js';

/** 20,000 files, each opened, written and closed: far more than the 16,384 events that the kernel keeps for a reader. */
const FILES = 20_000;

/** A process that the system suspends cannot read its events; the kernel drops what its queue cannot hold. */
describe.runIf(process.platform === 'linux')('a suspended process whose queue of events overflows', () => {
  let root: string;
  let child: ChildProcess;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'mamori-overflow-'));
    await mkdir(join(root, 'folder'));
    for (let index = 0; index < FILES; index += 1_000) {
      await Promise.all(Array.from({ length: 1_000 }, (_, at) => writeFile(join(root, 'folder', `${index + at}`), 'before')));
    }
    child = spawn(process.execPath, ['--import', SOURCES_AS_TYPESCRIPT, join(import.meta.dirname, 'watch-suspended-child.mjs'), root],
      { stdio: ['ignore', 'pipe', 'inherit'] });
  });
  afterEach(async () => {
    child.kill('SIGKILL');
    await rm(root, { recursive: true, force: true });
  });

  it('learns of the loss, scans everything after all folders are watched anew, and only then is trusted', async () => {
    const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
    const said: Said[] = [];
    const until = async (fits: (line: Said) => boolean) => {
      for (;;) {
        const { value, done } = await lines.next();
        if (done) throw new Error('the watching process ended');
        said.push(JSON.parse(value) as Said);
        if (fits(said.at(-1)!)) return;
      }
    };
    await until(line => line.trusted === true);
    said.length = 0;

    child.kill('SIGSTOP');
    await stopped(child);
    const { status } = spawnSync(process.execPath, [join(import.meta.dirname, 'watch-child-appends.mjs'), root]);
    expect(status).toBe(0);
    child.kill('SIGCONT');
    await until(line => line.trusted === true);

    const events = said.flatMap(line => line.event ?? []);
    expect(events).toEqual(['overflow', 'ready', 'overflow']);
    expect(said[0]).toEqual({ event: 'overflow' });
    const lastLoss = said.findLastIndex(line => line.event !== undefined);
    expect(said.slice(lastLoss)).toContainEqual({ rescan: [''] });
    expect(said.findIndex(line => line.trusted === true)).toBeGreaterThan(said.findLastIndex(line => line.rescan !== undefined));
  });
});

interface Said {
  readonly event?: string;
  readonly rescan?: readonly string[];
  readonly trusted?: boolean;
}

/** SIGSTOP is delivered by the kernel in its own time; `ps` says T when it has been. */
async function stopped({ pid }: ChildProcess): Promise<void> {
  for (;;) {
    const ps = spawn('ps', ['-o', 'state=', '-p', String(pid)], { stdio: ['ignore', 'pipe', 'inherit'] });
    let state = '';
    ps.stdout.on('data', chunk => { state += String(chunk); });
    await once(ps, 'close');
    if (state.trim().startsWith('T')) return;
  }
}
