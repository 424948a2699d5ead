import { describe, expect, it } from 'vitest';
import { forgetPaths } from '../../src/core/maintenance/forget-paths.js';
import { forEveryCrash } from '../fakes/every-crash.js';
import { MemoryObjectStore } from '../fakes/memory-object-store.js';
import { SmallVault, SOURCE } from '../unit/core/maintenance/small-vault.js';

const images = { exists: () => true, giveUp: async () => {}, remake: async () => {} };
const text = (name: string) => `${name} `.repeat(200);
const request = { sources: [SOURCE], hasSchedule: true };

/** A vault with a dead pack, a pack that is two thirds dead, and one that is all alive. */
async function agedVault(): Promise<{ readonly store: MemoryObjectStore; readonly kept: Record<string, string> }> {
  const store = new MemoryObjectStore();
  const vault = await new SmallVault(store).open();
  await vault.save({ 'dead/a': text('a'), 'dead/b': text('b') });
  await vault.save({ 'dead/c': text('c'), 'dead/d': text('d'), e: text('e') });
  await vault.save({ f: text('f') }, { inline: true });
  await forgetPaths(vault.context, images, SOURCE, ['dead']);
  const kept = await vault.contents();
  vault.dispose();
  return { store, kept };
}

async function using<T>(vault: SmallVault, work: (vault: SmallVault) => Promise<T>): Promise<T> {
  try {
    return await work(await vault.attach());
  } finally {
    vault.dispose();
  }
}

describe('a collection that loses power at any write', () => {
  it.each([{ name: 'a place that syncs', options: {} }, { name: 'a place that tears names', options: { torn: true, statesPerCrash: 8 } }])('loses nothing that is kept, and is completed by the next one: $name', async ({ options }) => {
    const { store: initial, kept } = await agedVault();
    const states = await forEveryCrash(() => ({}), store => using(new SmallVault(store), async vault => void await vault.collector().collect(request)), async ({ store, description }) => {
      await sweep(store);
      await using(new SmallVault(store), async vault => {
        expect(await vault.contents(), description).toEqual(kept);
        expect(await vault.collector().collect(request), description).toBeDefined();
        expect(await vault.contents(), description).toEqual(kept);
      });
      expect(store.names('condemned/'), description).toEqual([]);
      expect(store.names('packs/'), description).toHaveLength(1);
    }, { ...options, initial });
    expect(states).toBeGreaterThan(10);
  });
});

/** What a best-effort place leaves of an object under way, empty or cut short, was never referred to: a fresh start of the folder store passes over it. */
async function sweep(store: MemoryObjectStore): Promise<void> {
  const { createHash } = await import('node:crypto');
  for (const name of store.names()) {
    const digest = /[0-9a-f]{64}$/.exec(name)?.[0];
    if (digest && createHash('sha256').update(store.peek(name) as Buffer).digest('hex') !== digest) store.remove(name);
  }
}
