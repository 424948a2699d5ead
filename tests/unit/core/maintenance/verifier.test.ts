import { afterEach, describe, expect, it } from 'vitest';
import { damagedContainers } from '../../../../src/core/maintenance/damaged-containers.js';
import { healFiles } from '../../../../src/core/maintenance/heal-files.js';
import { Verifier } from '../../../../src/core/maintenance/verifier.js';
import type { Proof, Proofs } from '../../../../src/core/ports/local-catalog-state.js';
import { MemoryLiveSet } from '../../../fakes/memory-chunk-index.js';
import { MemoryDirtyRanges } from '../../../fakes/memory-dirty-ranges.js';
import { MemoryObjectStore } from '../../../fakes/memory-object-store.js';
import { ReadOnlyObjectStore } from '../../../../src/core/vault/store/read-only-object-store.js';
import { SmallVault, SOURCE } from './small-vault.js';

const opened: SmallVault[] = [];
afterEach(() => opened.splice(0).forEach(vault => vault.dispose()));
const text = (name: string) => `${name} `.repeat(200);

async function vaultWith(...saves: readonly Readonly<Record<string, string>>[]) {
  const store = new MemoryObjectStore();
  const vault = await new SmallVault(store).open();
  opened.push(vault);
  for (const files of saves) await vault.save(files);
  return { store, vault };
}

function memoryProofs(): Proofs & { readonly stored: Map<string, Proof> } {
  const stored = new Map<string, Proof>();
  return { stored, get: source => stored.get(source) ?? { source, provenMs: undefined, cursor: '' }, set: proof => void stored.set(proof.source, proof) };
}

function verifierOf(vault: SmallVault, proofs = memoryProofs()): Verifier {
  return new Verifier({ session: vault.session, catalog: vault.catalog, heads: vault.remembered, newLiveSet: () => new MemoryLiveSet(), proofs, settings: vault.settings, clock: vault.clock });
}

const listing = { level: 'listing', hashPacks: false, percent: 100 } as const;
const packs = { level: 'packs', hashPacks: true, percent: 100 } as const;
const data = (percent: number) => ({ level: 'data', hashPacks: false, percent }) as const;
const packOf = (store: MemoryObjectStore, vault: SmallVault, content: string) => vault.session.index.locate(vault.idOf(content))?.container as string;

describe('verifier', () => {
  it('finds nothing wrong with a sound vault, and writes nothing to it', async () => {
    const { store, vault } = await vaultWith({ a: text('a') }, { b: text('b') });
    const reader = await new SmallVault(new ReadOnlyObjectStore(store)).attach();
    opened.push(reader);
    for (const request of [listing, packs, data(100)]) {
      expect(await verifierOf(reader).verify(request)).toMatchObject({ damage: [], affected: [], complete: true, coveredPercent: 100, objects: store.names('packs/').length + store.names('runs/').length });
    }
    expect(vault.catalog.source(SOURCE)?.lastSequence).toBe(2);
  });

  it('names the pack that is gone, and every version that lay in it', async () => {
    const { store, vault } = await vaultWith({ 'd/a': text('a'), 'd/b': text('b') }, { 'd/a': text('a2') });
    const gone = packOf(store, vault, text('a'));
    store.remove(gone);
    const report = await verifierOf(vault).verify(listing);
    expect(report.damage).toEqual([{ object: gone, code: 'vault.missing-object' }]);
    expect(report.affected).toEqual([{ source: SOURCE, path: 'd/a', version: 1 }, { source: SOURCE, path: 'd/b', version: 1 }]);
  });

  it('tells by digests alone that a pack is damaged, and by its chunks what that means', async () => {
    const { store, vault } = await vaultWith({ a: text('a') }, { b: text('b') });
    const damaged = packOf(store, vault, text('b'));
    store.flipBit(damaged, 8 * 100);
    expect(await verifierOf(vault).verify(listing)).toMatchObject({ damage: [], affected: [] });
    expect(await verifierOf(vault).verify(packs)).toMatchObject({
      damage: [{ object: damaged, code: 'vault.damaged-object' }], affected: [{ source: SOURCE, path: 'b', version: 2 }],
    });
  });

  it('covers everything in 100/P calls, and proves a source only when all of it was intact', async () => {
    const { vault } = await vaultWith(...Array.from({ length: 8 }, (_, at) => ({ [`f${at}`]: text(`${at}`) })));
    const proofs = memoryProofs();
    const verifier = verifierOf(vault, proofs);
    const reports = [await verifier.verify(data(25)), await verifier.verify(data(25)), await verifier.verify(data(25)), await verifier.verify(data(25))];
    expect(reports.map(report => report.complete)).toEqual([false, false, false, true]);
    expect(reports.map(report => report.coveredPercent)).toEqual(reports.map(report => report.coveredPercent).toSorted((a, b) => a - b));
    expect(reports.at(-1)?.coveredPercent).toBe(100);
    expect(proofs.get(SOURCE)).toMatchObject({ provenMs: vault.clock.nowMs(), cursor: '' });
  });

  it('lets runs be made between its steps, and finds those that relied on what it found damaged later', async () => {
    const names = Array.from({ length: 30 }, (_, at) => `f${at}`);
    const { store, vault } = await vaultWith(...names.map(name => ({ [name]: text(name) })));
    const damaged = store.names('packs/').toSorted().at(-1) as string; // read last
    const lost = names.find(name => packOf(store, vault, text(name)) === damaged) as string;
    store.flipBit(damaged, 8 * 100);
    let steps = 0;
    const report = await verifierOf(vault).verify({ ...data(100), giveWay: async () => {
      steps += 1;
      if (steps === 1) await vault.save({ copy: text(lost) });
      return steps === 1;
    } });
    expect(steps).toBeGreaterThan(3);
    expect(report).toMatchObject({ damage: [{ object: damaged }], complete: true });
    expect(report.affected.map(({ path }) => path)).toEqual(['copy', lost]);
  });

  it('hides what it has found damaged before it gives way', async () => {
    const names = Array.from({ length: 30 }, (_, at) => `f${at}`);
    const { store, vault } = await vaultWith(...names.map(name => ({ [name]: text(name) })));
    const damaged = store.names('packs/').toSorted()[0] as string;
    const lost = names.find(name => packOf(store, vault, text(name)) === damaged) as string;
    store.flipBit(damaged, 8 * 100);
    const seen: boolean[] = [];
    await verifierOf(vault).verify({ ...data(100), giveWay: async () => {
      seen.push(vault.session.index.locate(vault.idOf(text(lost))) === undefined);
      return false;
    } });
    expect(seen.length).toBeGreaterThan(1);
    expect(new Set(seen)).toEqual(new Set([true]));
  });

  it('keeps the date of the last proof when damage was found', async () => {
    const { store, vault } = await vaultWith({ a: text('a') });
    const proofs = memoryProofs();
    await verifierOf(vault, proofs).verify(data(100));
    const provenMs = vault.clock.nowMs();
    vault.clock.shiftWall(1000);
    store.flipBit(packOf(store, vault, text('a')), 8 * 100);
    await verifierOf(vault, proofs).verify(data(100));
    expect(proofs.get(SOURCE).provenMs).toBe(provenMs);
  });

  it('heals: marks what can be read again, which is stored anew, after which the damaged pack is collected', async () => {
    const { store, vault } = await vaultWith({ 'd/a': text('a') }, { 'd/a': text('a2'), 'e/b': text('b') });
    const damaged = packOf(store, vault, text('b'));
    store.flipBit(damaged, 8 * 100);
    const { affected } = await verifierOf(vault).verify(packs);
    const dirtyRanges = new MemoryDirtyRanges();
    const given: string[] = [];
    const images = { exists: () => true, giveUp: async (source: string) => void given.push(source), remake: async () => {} };
    const healing = await healFiles(affected, new Set([SOURCE]), { catalog: vault.catalog, dirtyRanges, images, nowMs: vault.clock.nowMs() });
    expect(healing.map(({ path }) => path)).toEqual(['d/a', 'e/b']);
    expect((await dirtyRanges.open(SOURCE)).map(({ folder, reason }) => [folder, reason])).toEqual([['d', 'requested'], ['e', 'requested']]);
    expect(given).toEqual([SOURCE]);
    expect([...damagedContainers(vault.settings)]).toEqual([damaged]);

    await vault.save({ 'd/a': text('a2'), 'e/b': text('b') });
    await vault.collector({ damaged: () => damagedContainers(vault.settings) }).collect({ sources: [SOURCE], hasSchedule: true });
    expect(store.names('packs/')).not.toContain(damaged);
    expect(await vault.contents()).toMatchObject({ '/d/a@1': text('a'), '/d/a@3': text('a2'), '/e/b@3': text('b') });
    expect(await verifierOf(vault).verify(packs)).toMatchObject({ damage: [], affected: [] });
    expect(damagedContainers(vault.settings).size).toBe(0);
  });

  it('reports a source whose history cannot be read, and goes on with the others', async () => {
    const { store, vault } = await vaultWith({ a: text('a') });
    await vault.save({ b: text('b') }, { source: 'd'.repeat(32) });
    const run = store.names(`runs/${SOURCE}/`)[0] as string;
    store.truncate(run, 50);
    const report = await verifierOf(vault).verify(listing);
    expect(report.damage.map(({ object }) => object)).toContain(run);
    expect(report.affected).toContainEqual({ source: SOURCE, path: '', version: 1 });
  });
});
