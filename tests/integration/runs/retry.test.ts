import { existsSync, renameSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunReport } from '../../../src/core/backup/run-report.js';
import { folderTreeProbe } from '../../../src/platform/trees/folder-tree-probe.js';
import { eventually } from '../../e2e/support/eventually.js';
import type { Installation } from '../../property/support/installation.js';
import { RunWorld } from './run-world.js';

/** The engine may have read the file before it is paused: then everything is tried anew. */
const ATTEMPTS = 50;

describe('a file that fails for a passing reason', () => {
  let world: RunWorld;
  let installation: Installation;
  let secondTry: (() => void) | undefined;

  beforeEach(async () => {
    world = new RunWorld();
    for (const path of ['a', 'd/c']) world.write(path);
    installation = await world.open({ ...folderTreeProbe, kindOf: (root, path) => {
      secondTry?.();
      return folderTreeProbe.kindOf(root, path);
    } });
  });
  afterEach(() => world.dispose());

  const kinds = (path: string) => installation.catalog.history('5'.repeat(32), path).map(({ kind }) => kind);

  /** A run that finds `d/b` changed, but gone when it is to be read; before it is tried again `then` happens. */
  async function backUpWithout(then: () => void): Promise<RunReport> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      world.write('d/b', 'b'.repeat(attempt + 1));
      let tried = false;
      secondTry = () => {
        if (!tried) then();
        tried = true;
      };
      const report = await installation.backUp('manual', { type: 'all' }, {
        onJob: job => {
          if (tried) return;
          job.pause();
          void eventually('the walk has ended', 10_000, async () => job.progress().walkComplete || undefined)
            .then(() => renameSync(world.at('d/b'), world.at('away')))
            .finally(() => job.resume());
        },
      });
      if (tried) return report;
      if (existsSync(world.at('away'))) rmSync(world.at('away'));
    }
    throw new Error('the engine always read the file in time');
  }

  it('is read again after all others, and completed if it can be', async () => {
    const report = await backUpWithout(() => renameSync(world.at('away'), world.at('d/b')));
    expect(report).toMatchObject({ status: 'completed', failures: [], counts: { files: 3, failed: 0 } });
    expect(kinds('d/b').at(-1)).toBe('version');
    expect((await installation.backUp()).counts).toMatchObject({ new: 0, changed: 0, unchanged: 3 });
    expect(await world.differencesFromVault()).toEqual([]);
  });

  it('is the run\'s failure if it fails again, counted once', async () => {
    const report = await backUpWithout(() => {
      renameSync(world.at('away'), world.at('d/b'));
      rmSync(world.at('d/b'));
      world.write('d/b/now-a-folder'); // folders are left to the next run
    });
    expect(report).toMatchObject({ status: 'unexpected-change', failures: [{ path: 'd/b', code: 'file.vanished' }], counts: { failed: 1 } });
    expect(await installation.backUp()).toMatchObject({ status: 'completed' });
    expect(await world.differencesFromVault()).toEqual([]);
  });

  it('is deleted if it is gone at the second try', async () => {
    world.write('d/b', 'before');
    await installation.backUp();
    const report = await backUpWithout(() => rmSync(world.at('away')));
    expect(report).toMatchObject({ status: 'completed', counts: { removed: 1, failed: 0 } });
    expect(kinds('d/b').at(-1)).toBe('tombstone');
  });
});
