import { writeFileSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { compareTrees } from '../e2e/support/compare-trees.js';
import type { Agent } from '../e2e/support/agent.js';
import { makeManyFiles, write } from '../e2e/support/sample-trees.js';
import { test, type World } from '../e2e/support/world.js';
import { ChangeStorm } from './change-storm.js';

/** Changes between two looks at the agent: small enough that it saves while the storm goes on. */
const SLICE = 250;

describe('no change is lost', () => {
  test('in a storm of 20,000 changes with the agent killed twice', async ({ world }) => {
    const { pc, source } = world;
    makeManyFiles(source, 500);
    await world.setUp();
    const storm = new ChangeStorm(source, 'killed twice');
    let agent = await pc.up();
    for (let changes = 0; changes < 20_000; changes += SLICE) {
      storm.change(SLICE);
      if (changes === 7_000 || changes === 14_000) {
        await savedSomething(agent);
        storm.change(SLICE);
        await agent.kill();
        storm.change(SLICE);
        agent = pc.upUnwatched();
      }
      await new Promise(setImmediate);
    }
    await expectEverythingSaved(world, agent);
    await agent.stop();
  }, 180_000);

  test('when the agent stands still while 30,000 files change, and is not restarted', async ({ world }) => {
    const { pc, source } = world;
    makeManyFiles(source, 30_000);
    await world.setUp();
    const agent = await pc.up();
    agent.signal('SIGSTOP');
    makeManyFiles(source, 30_000, 1);
    agent.signal('SIGCONT');
    await expectEverythingSaved(world, agent);
    expect(await agent.stop()).toMatchObject({ code: 0 });
  }, 180_000);
});

async function savedSomething(agent: Agent): Promise<void> {
  const sequence = (status: { readonly sources: readonly { readonly lastCommitted?: { readonly sequence: number } | undefined }[] }) => status.sources[0]?.lastCommitted?.sequence ?? 0;
  const before = sequence(await agent.until('it answers', 30_000, () => true));
  await agent.until('something more is saved', 60_000, status => sequence(status) > before);
}

/** Waits for a last file to be in the vault and for nothing to be owed, restores, and compares every content. */
async function expectEverythingSaved(world: World, agent: Agent): Promise<void> {
  write(world.source, 'last-of-all.txt', 'x');
  writeFileSync(world.inSource('last-of-all.txt'), 'the end');
  await agent.saved(world.inSource('last-of-all.txt'), 120_000, versions => versions[0]?.sizeBytes === 7);
  await agent.until('nothing is owed', 120_000, ({ sources }) => {
    const watch = sources[0]?.watch;
    return watch?.trusted === true && watch.dirtyFolders === 0 && watch.pendingPaths === 0;
  });
  expect(compareTrees(world.source, await world.restored(), { mtime: 'files' })).toEqual([]);
}
