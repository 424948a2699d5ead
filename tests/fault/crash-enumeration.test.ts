import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ObjectStore } from '../../src/core/ports/object-store.js';
import type { MasterKeys } from '../../src/core/vault/keys/master-keys.js';
import { differences, readTree, type TreeEntry } from '../e2e/support/compare-trees.js';
import { makeManyFiles, write } from '../e2e/support/sample-trees.js';
import { forEveryCrash } from '../fakes/every-crash.js';
import { ManualClock } from '../fakes/manual-clock.js';
import { MemoryObjectStore } from '../fakes/memory-object-store.js';
import { Installation, makeVault } from '../property/support/installation.js';

/** Runs of which the caller was told that they are committed. */
interface Told {
  home: string;
  readonly committed: number[];
}

/**
 * Power fails at every put of three backups of a small tree, on stores of different honesty; after each failure, from what the store may hold then,
 * both the PC itself and a fresh one must restore every run that was told as committed, and go on.
 */
describe('after a power failure at every write', () => {
  let folder: string;
  let clock: ManualClock;
  let trees: readonly { readonly root: string; readonly state: ReadonlyMap<string, TreeEntry> }[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mamori-crash-'));
    clock = new ManualClock(1_790_000_000_000);
    trees = threeStates(folder);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const stores = [
    { name: 'every committed run restores byte for byte', options: {} },
    { name: 'every committed run restores where names may be torn', options: { torn: true } },
  ];
  for (const { name, options } of stores) {
    it(name, async () => {
      const initial = new MemoryObjectStore({ nowMs: () => clock.nowMs() });
      const keys = await makeVault(initial, clock);
      (await Installation.open({ store: initial, keys, home: mkdtempSync(join(folder, 'registers-')), root: folder, clock })).close();
      const states = await forEveryCrash<Told>(
        () => ({ home: mkdtempSync(join(folder, 'home-')), committed: [] }),
        (store, told) => threeBackups(store, keys, told),
        async ({ store, description }, told) => {
          for (const home of [told.home, join(folder, 'fresh')]) {
            const copy = mkdtempSync(join(folder, 'copy-'));
            if (home === told.home) cpSync(home, copy, { recursive: true });
            await expectIntact(store.clone(), { keys, home: copy, ...(home !== told.home && { writer: '8'.repeat(16) }) }, told).catch((failure: unknown) => {
              throw new Error(`${description}; ${home === told.home ? 'the same PC' : 'a fresh PC'}`, { cause: failure });
            });
            rmSync(copy, { recursive: true });
          }
        },
        { initial, statesPerCrash: 6, ...options },
      );
      expect(states).toBeGreaterThan(10);
    }, 120_000);
  }

  async function threeBackups(store: ObjectStore, keys: MasterKeys, told: Told): Promise<void> {
    for (const { root } of trees) {
      const installation = await Installation.open({ store, keys, home: told.home, root, clock });
      try {
        clock.advance(1_000);
        const { committed } = await installation.backUp();
        if (committed) told.committed.push(committed.sequence);
      } finally {
        installation.close();
      }
    }
  }

  async function expectIntact(store: MemoryObjectStore, pc: { readonly keys: MasterKeys; readonly home: string; readonly writer?: string }, { committed }: Told): Promise<void> {
    const last = trees.at(-1)!;
    const installation = await Installation.open({ store, ...pc, root: last.root, clock });
    try {
      expect(installation.sequences.slice(0, committed.length)).toEqual(committed);
      for (const sequence of installation.sequences) await expectState(installation, trees[sequence - 1]!.state, sequence);
      await installation.backUp();
      await expectState(installation, last.state, installation.sequences.at(-1)!);
    } finally {
      installation.close();
    }
  }

  async function expectState(installation: Installation, state: ReadonlyMap<string, TreeEntry>, sequence: number): Promise<void> {
    const target = mkdtempSync(join(folder, 'target-'));
    const { failures } = await installation.restore(target, { type: 'version', sequence });
    expect(failures).toEqual([]);
    expect(differences(state, readTree(target))).toEqual([]);
    rmSync(target, { recursive: true });
  }
});

/** One folder seen three times: as it was first, edited, and edited again. Each state is a folder of its own, so that none changes while others are checked. */
function threeStates(folder: string): readonly { readonly root: string; readonly state: ReadonlyMap<string, TreeEntry> }[] {
  const roots = ['one', 'two', 'three'].map(name => join(folder, name));
  for (const [at, root] of roots.entries()) {
    if (at === 0) mkdirSync(root);
    else cpSync(roots[at - 1]!, root, { recursive: true, preserveTimestamps: true });
    makeManyFiles(root, 12, at, 4);
    write(root, 'large.bin', randomBytes(12_000_000)); // more than a run object takes: packs
    write(root, `only-in-${at}.txt`, `state ${at}`);
    if (at > 0) rmSync(join(root, `only-in-${at - 1}.txt`));
  }
  return roots.map(root => ({ root, state: readTree(root) }));
}
