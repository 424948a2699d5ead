import { spawn } from 'node:child_process';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { compareTrees } from '../e2e/support/compare-trees.js';
import { MAIN } from '../e2e/support/program.js';
import { makeManyFiles, write } from '../e2e/support/sample-trees.js';
import { test, type World } from '../e2e/support/world.js';
import { requires } from '../integration/support/requires.js';

/** What makes a state durable or visible, as sets that strace understands on every architecture; a kill just before each of them leaves every state a kill can leave. */
const CALLS = ['fsync,fdatasync', '?rename,?renameat,?renameat2', '?link,?linkat', '?unlink,?unlinkat'];
const MAX_STEPS = 60;
/** A first backup makes about 50 such calls, most of them alike: every third is tried, which keeps the test within half a minute. */
const FIRST_BACKUP_STRIDE = 3;

requires(['strace'])('a process killed before each system call that changes what is durable', () => {
  test('leaves a first backup that the next one completes', async ({ world }) => {
    makeManyFiles(world.source, 30);
    await atEveryStep(world, ['up', world.source, '--vault', world.vault, '--once'], async () => {
      await world.pc.upOnce([world.source, '--vault', world.vault], { passphrase: 'a passphrase' });
      expect(compareTrees(world.source, await world.restored())).toEqual([]);
    }, FIRST_BACKUP_STRIDE);
  }, 240_000);

  test('leaves a later backup that changes nothing of the one before, and that the next completes', async ({ world }) => {
    makeManyFiles(world.source, 30);
    const first = world.newFolder('first');
    cpSync(world.source, first, { recursive: true, preserveTimestamps: true });
    await world.pc.upOnce([world.source, '--vault', world.vault], { passphrase: 'a passphrase' });
    makeManyFiles(world.source, 10, 1);
    write(world.source, 'new.txt', 'new');
    await atEveryStep(world, ['backup'], async () => {
      const earlier = await world.restored('earlier', world.pc, ['--version', '1']);
      expect(compareTrees(first, earlier, { mtime: false })).toEqual([]);
      await world.pc.json(['backup']);
      expect(compareTrees(world.source, await world.restored())).toEqual([]);
    });
  }, 240_000);
});

/** Runs the command anew from the same state for each step, kills it there, and has what is left checked. */
async function atEveryStep(world: World, words: readonly string[], check: () => Promise<void>, stride = 1): Promise<void> {
  let kills = 0;
  const kept = world.newFolder('kept');
  const state = [world.pc.home, world.vault];
  for (const [at, folder] of state.entries()) if (existsSync(folder)) cpSync(folder, join(kept, String(at)), { recursive: true, preserveTimestamps: true });
  for (const call of CALLS) {
    for (let step = 1; step <= MAX_STEPS; step += stride) {
      for (const [at, folder] of state.entries()) {
        rmSync(folder, { recursive: true, force: true });
        if (existsSync(join(kept, String(at)))) cpSync(join(kept, String(at)), folder, { recursive: true, preserveTimestamps: true });
      }
      for (const name of ['restored', 'earlier']) rmSync(join(world.folder, name), { recursive: true, force: true });
      if (!await killedAt(world, call, step, words)) break;
      kills += 1;
      await check().catch((failure: unknown) => {
        throw new Error(`killed before ${call} ${step}`, { cause: failure });
      });
    }
  }
  expect(kills).toBeGreaterThan(5);
}

/** Whether the process came as far as the n-th such call; strace counts by thread, so that Node gets one for its file calls. */
function killedAt({ pc }: World, call: string, step: number, words: readonly string[]): Promise<boolean> {
  const traced = ['-f', '-qq', '-o', '/dev/null', '-e', `trace=${call}`, '-e', `inject=${call}:signal=KILL:when=${step}`];
  const child = spawn('strace', [...traced, process.execPath, MAIN, ...words, '--json'], {
    env: { ...pc.environment, MAMORI_PASSPHRASE: 'a passphrase', UV_THREADPOOL_SIZE: '1' }, stdio: 'ignore',
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (signal === 'SIGKILL' || code === 0) resolve(signal === 'SIGKILL');
      else reject(new Error(`ended with ${code ?? signal} before ${call} ${step}`));
    });
  });
}
