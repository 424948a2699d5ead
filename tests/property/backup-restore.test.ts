import fc from 'fast-check';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodePath } from '../../src/base/path-bytes.js';
import { ManualClock } from '../fakes/manual-clock.js';
import { MemoryObjectStore } from '../fakes/memory-object-store.js';
import { differences, readTree, type TreeEntry } from '../e2e/support/compare-trees.js';
import { Installation, makeVault } from './support/installation.js';
import { carryOut, edits, pathsBelow, type Edit } from './support/tree-arbitraries.js';

/** A run and the tree as it was then. */
interface SavedState {
  readonly sequence: number;
  readonly finishedMs: number;
  readonly tree: ReadonlyMap<string, TreeEntry>;
}

describe('restore(backup(tree))', () => {
  it('equals the tree', async () => {
    await fc.assert(fc.asyncProperty(fc.array(edits, { maxLength: 40 }), async steps => {
      await inWorkshop(async ({ root, folder, open }) => {
        for (const edit of steps) carryOut(root, edit);
        const installation = await open();
        await installation.backUp();
        await expectRestored(installation, folder, readTree(root), { type: 'latest' });
        installation.close();
      });
    }), { numRuns: 40, interruptAfterTimeLimit: 15_000 });
  });
});

describe('a history of edits', () => {
  it('is restorable at every run, by number and by time, also from a rebuilt catalog', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.array(edits, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 6 }), async rounds => {
      await inWorkshop(async ({ root, folder, open, clock }) => {
        const installation = await open();
        const states: SavedState[] = [];
        const paths = new Set<string>();
        for (const round of rounds) {
          for (const edit of round) carryOut(root, edit);
          for (const path of pathsBelow(root)) paths.add(decodePath(Buffer.from(path, 'latin1')));
          clock.advance(5_000);
          const { committed, finishedMs } = await installation.backUp();
          if (committed) states.push({ sequence: committed.sequence, finishedMs, tree: readTree(root) });
        }
        const history = installation.historyOf(paths);
        for (const state of states) await expectStates(installation, folder, state);
        await installation.rebuildCatalog();
        expect(installation.historyOf(paths)).toEqual(history);
        for (const state of states) await expectRestored(installation, folder, state.tree, { type: 'version', sequence: state.sequence });
        installation.close();
      });
    }), { numRuns: 15, interruptAfterTimeLimit: 20_000 });
  });

  it('saved path by path, as the watcher does, ends in the same state as a scan', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.array(edits, { minLength: 1, maxLength: 10 }), { minLength: 1, maxLength: 5 }), async rounds => {
      await inWorkshop(async ({ root, folder, open }) => {
        const installation = await open();
        await installation.backUp();
        for (const round of rounds) {
          const touched = new Set(round.flatMap(edit => pathsOf(root, edit)));
          for (const edit of round) {
            carryOut(root, edit);
            for (const path of pathsOf(root, edit)) touched.add(path);
          }
          await installation.backUp('continuous', { type: 'paths', paths: [...touched].map(path => decodePath(Buffer.from(path, 'latin1'))) });
          await expectRestored(installation, folder, readTree(root, { mtime: 'files' }), { type: 'latest' }, { mtime: 'files' });
        }
        const scan = await installation.backUp();
        expect(scan.counts).toMatchObject({ new: 0, removed: 0 });
        await expectRestored(installation, folder, readTree(root), { type: 'latest' });
        installation.close();
      });
    }), { numRuns: 15, interruptAfterTimeLimit: 20_000 });
  });
});

interface Workshop {
  readonly folder: string;
  readonly root: string;
  readonly clock: ManualClock;
  readonly open: () => Promise<Installation>;
}

async function inWorkshop(work: (workshop: Workshop) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mamori-property-'));
  const root = join(folder, 'root');
  mkdirSync(root);
  const clock = new ManualClock(1_790_000_000_000);
  const store = new MemoryObjectStore({ nowMs: () => clock.nowMs() });
  try {
    const keys = await makeVault(store, clock);
    await work({ folder, root, clock, open: () => Installation.open({ store, keys, home: join(folder, 'home'), root, clock }) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function expectStates(installation: Installation, folder: string, { tree, sequence, finishedMs }: SavedState): Promise<void> {
  await expectRestored(installation, folder, tree, { type: 'version', sequence });
  await expectRestored(installation, folder, tree, { type: 'time', atMs: finishedMs });
}

async function expectRestored(installation: Installation, folder: string, tree: ReadonlyMap<string, TreeEntry>, point: Parameters<Installation['restore']>[1], options?: { readonly mtime: 'files' }): Promise<void> {
  const target = mkdtempSync(join(folder, 'target-'));
  const report = await installation.restore(target, point);
  expect(report.failures).toEqual([]);
  expect(differences(tree, readTree(target, options))).toEqual([]);
  rmSync(target, { recursive: true });
}

/** What a watcher would name: the path itself, both ends of a move, the folders above what is new, and what a folder brought along when it was moved here. */
function pathsOf(root: string, edit: Edit): readonly string[] {
  const ends = 'to' in edit ? [edit.path, edit.to] : [edit.path];
  const brought = edit.do === 'rename' ? pathsBelow(root).filter(path => path.startsWith(`${edit.to}/`)) : [];
  return [...brought, ...ends.flatMap(path => path.split('/').map((_part, index, parts) => parts.slice(0, index + 1).join('/')))];
}
