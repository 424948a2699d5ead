import { afterEach, describe, expect, it } from 'vitest';
import { DeletionJob } from '../../../../src/agent/deletion-job.js';
import { forgetPaths, type ForgetProgress } from '../../../../src/core/maintenance/forget-paths.js';
import { ManualClock } from '../../../fakes/manual-clock.js';
import { MemoryObjectStore } from '../../../fakes/memory-object-store.js';
import { SmallVault, SOURCE } from './small-vault.js';

const images = { exists: () => true, giveUp: async () => {}, remake: async () => {} };
let vault: SmallVault;
afterEach(() => vault.dispose());

async function withFiles(count: number): Promise<void> {
  vault = await new SmallVault(new MemoryObjectStore()).open();
  await vault.save(Object.fromEntries(Array.from({ length: count }, (_, index) => [`a/${String(index).padStart(5, '0')}`, 'x'])));
}

describe('forgetting paths', () => {
  it('tells how many are left and which it is at, and never goes back', async () => {
    await withFiles(1_200);
    const told: ForgetProgress[] = [];
    await forgetPaths(vault.context, images, SOURCE, ['a'], { onProgress: async progress => void told.push(progress) });
    const noting = told.filter(({ found }) => found);
    expect(noting).toEqual([
      { done: 0, total: 1_200, found: true, path: 'a/00000' }, { done: 500, total: 1_200, found: true, path: 'a/00500' }, { done: 1_000, total: 1_200, found: true, path: 'a/01000' },
      { done: 1_200, total: 1_200, found: true, path: undefined },
    ]);
    expect(told.slice(0, -noting.length).every(({ found, done }) => !found && done === 0)).toBe(true);
  });

  it('that is cancelled in the middle has forgotten nothing', async () => {
    await withFiles(1_200);
    const stop = new AbortController();
    const onProgress = async ({ done }: ForgetProgress) => {
      if (done === 500) stop.abort(new DOMException('interrupted', 'AbortError'));
    };
    await expect(forgetPaths(vault.context, images, SOURCE, ['a'], { signal: stop.signal, onProgress })).rejects.toThrow('interrupted');
    expect(Object.keys(await vault.contents())).toHaveLength(1_200);
    expect(await forgetPaths(vault.context, images, SOURCE, ['a'])).toMatchObject({ paths: 1_200, versions: 1_200 });
  });
});

it('a deletion is shown as a job: a share once all is found, and others have their turn at each step', async () => {
  const clock = new ManualClock(0);
  const job = new DeletionJob(clock);
  expect(job.progress()).toMatchObject({ filesDone: 0, walkComplete: false });
  let went = false;
  const step = job.step({ done: 3, total: 4, found: true, path: 'a/b' }).then(() => (went = true));
  expect(job.progress()).toEqual({ filesDone: 3, filesTotal: 4, bytesDone: 0, bytesTotal: 0, walkComplete: true, currentPath: Buffer.from('a/b') });
  expect([job.isFinishing, went]).toEqual([false, false]);
  await clock.advance(0);
  await step;
  void job.step({ done: 4, total: 4, found: true, path: undefined });
  expect(job.isFinishing).toBe(true);
});
