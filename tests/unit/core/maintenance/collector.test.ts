import { afterEach, describe, expect, it } from 'vitest';
import { forgetPaths } from '../../../../src/core/maintenance/forget-paths.js';
import { EXPELLED_AFTER_MS } from '../../../../src/core/maintenance/writer-signs.js';
import { putRegistration } from '../../../../src/core/vault/writers/registration.js';
import { FaultyObjectStore } from '../../../fakes/faulty-object-store.js';
import { MemoryObjectStore } from '../../../fakes/memory-object-store.js';
import { MemorySpaceReserve } from '../../../fakes/memory-space-reserve.js';
import { SmallVault, SOURCE, START_MS } from './small-vault.js';

const HOUR_MS = 3_600_000;
const opened: SmallVault[] = [];
afterEach(() => opened.splice(0).forEach(vault => vault.dispose()));

async function vaultOn(store: ConstructorParameters<typeof SmallVault>[0] = new MemoryObjectStore(), options: ConstructorParameters<typeof SmallVault>[1] = {}) {
  const vault = new SmallVault(store, options);
  opened.push(vault);
  return vault.open();
}

const collect = (vault: SmallVault) => vault.collector().collect({ sources: [SOURCE], hasSchedule: true });
const images = { exists: () => true, giveUp: async () => {}, remake: async () => {} };
const text = (name: string) => `${name} `.repeat(200);

describe('collector', () => {
  it('frees what was forgotten in one call where it is the only writer', async () => {
    const store = new MemoryObjectStore();
    const vault = await vaultOn(store);
    await vault.save({ 'a/x': text('x'), 'a/y': text('y') });
    await vault.save({ 'b/z': text('z') });
    expect(await forgetPaths(vault.context, images, SOURCE, ['a'])).toEqual({ paths: 2, versions: 2, bytes: 800 });
    const before = store.names('packs/');
    const report = await collect(vault);
    expect(report).toMatchObject({ deletedObjects: 1, condemnedObjects: 1, waitingFor: [] });
    expect(store.names('packs/')).toHaveLength(before.length - 1);
    expect(store.names('condemned/')).toEqual([]);
    expect(await vault.contents()).toEqual({ '/b/z@2': text('z') });
  });

  it('waits for another writer, and names its device', async () => {
    const store = new MemoryObjectStore();
    const vault = await vaultOn(store);
    const other = await vaultOn(store, { writer: 'c'.repeat(16), clock: vault.clock });
    await vault.save({ x: text('x') });
    await forgetPaths(vault.context, images, SOURCE, ['x']);
    vault.clock.shiftWall(30 * HOUR_MS);
    expect(await collect(vault)).toMatchObject({ condemnedObjects: 1, deletedObjects: 0, waitingFor: ['pc-c'] });
    await other.attach();
    await other.save({ y: text('y') }, { source: 'd'.repeat(32) });
    await vault.attach();
    expect(await collect(vault)).toMatchObject({ deletedObjects: 1, waitingFor: [] });
    expect(store.names('condemned/')).toEqual([]);
  });

  it('gives a run that may be on its way a day before it condemns its packs', async () => {
    const store = new MemoryObjectStore({ nowMs: () => START_MS });
    const vault = await vaultOn(store);
    await vaultOn(store, { writer: 'c'.repeat(16), clock: vault.clock });
    await vault.save({ x: text('x') });
    await forgetPaths(vault.context, images, SOURCE, ['x']);
    expect(await collect(vault)).toMatchObject({ condemnedObjects: 0 });
    vault.clock.shiftWall(25 * HOUR_MS);
    expect(await collect(vault)).toMatchObject({ condemnedObjects: 1 });
  });

  it('expels a writer that has been silent for long once it is in the way', async () => {
    const store = new MemoryObjectStore();
    const vault = await vaultOn(store);
    await putRegistration(store, vault.session.vault, { writer: 'c'.repeat(16), createdMs: START_MS, device: 'gone', program: '1', acknowledged: [] });
    await vault.save({ x: text('x') });
    vault.clock.shiftWall(EXPELLED_AFTER_MS + HOUR_MS);
    await forgetPaths(vault.context, images, SOURCE, ['x']);
    expect(await collect(vault)).toMatchObject({ deletedObjects: 1, waitingFor: [] });
    expect(store.names('writers/').every(name => name.includes('b'.repeat(16)))).toBe(true);
  });

  it('copies what became live again after it was condemned, and deletes the original then', async () => {
    const store = new MemoryObjectStore();
    const vault = await vaultOn(store);
    const other = await vaultOn(store, { writer: 'c'.repeat(16), clock: vault.clock });
    await vault.save({ x: text('x') });
    await other.attach();
    await forgetPaths(vault.context, images, SOURCE, ['x']);
    vault.clock.shiftWall(30 * HOUR_MS);
    // The other writer looks its chunks up before it can see the list, and commits afterwards.
    const refresh = other.session.refreshCondemned;
    other.session.refreshCondemned = async () => [];
    await collect(vault);
    await other.save({ x2: text('x') }, { source: 'd'.repeat(32) });
    other.session.refreshCondemned = refresh;
    await vault.attach();
    expect(await collect(vault)).toMatchObject({ deletedObjects: 0, waitingFor: ['pc-c'] });
    await other.save({ y: text('y') }, { source: 'd'.repeat(32) });
    await vault.attach();
    expect(await collect(vault)).toMatchObject({ deletedObjects: 1 });
    await vault.attach();
    expect(await vault.contents('d'.repeat(32))).toEqual({ '/x2@1': text('x'), '/y@2': text('y') });
  });

  it('refuses to collect when the clock is off, or a history is not whole', async () => {
    const store = new MemoryObjectStore();
    const vault = await vaultOn(store);
    await vault.save({ x: text('x') });
    vault.clock.shiftWall(-2 * HOUR_MS);
    await expect(collect(vault)).rejects.toMatchObject({ code: 'vault.clock-disagrees' });
    vault.clock.shiftWall(2 * HOUR_MS);
    await vault.save({ y: text('y') });
    store.remove(store.names('runs/')[0] as string);
    await expect(collect(vault)).rejects.toMatchObject({ code: 'vault.missing-object' });
    for (const name of store.names('runs/')) store.remove(name);
    await expect(collect(vault)).rejects.toMatchObject({ code: 'vault.rolled-back' });
  });

  it('answers nothing when it was expelled itself', async () => {
    const store = new MemoryObjectStore();
    const vault = await vaultOn(store);
    await vault.save({ x: text('x') });
    for (const name of store.names('writers/')) store.remove(name);
    expect(await collect(vault)).toBeUndefined();
  });

  it('supersedes runs by a checkpoint and keeps the data that lay in them', async () => {
    const store = new MemoryObjectStore();
    const vault = await vaultOn(store);
    const long = (at: number) => Array.from({ length: 700 }, (_, file) => [`${'d'.repeat(180)}${at}/${'n'.repeat(180)}${file}`, text('same')]);
    await vault.save({ start: text('start') }, { inline: true });
    for (let at = 0; at < 3; at += 1) await vault.save(Object.fromEntries(long(at)), { inline: true, kind: 'continuous' });
    const before = await vault.contents();
    const report = await collect(vault);
    expect(report).toMatchObject({ checkpoints: 1 });
    expect(store.names('runs/')).toHaveLength(1);
    expect(await vault.contents()).toEqual(before);
    const fresh = new SmallVault(store, { writer: 'e'.repeat(16) });
    opened.push(fresh);
    await fresh.attach();
    expect(fresh.catalog.runs(SOURCE).map(run => run.sequence)).toEqual([5, 4, 3, 2, 1]);
    expect(await fresh.contents()).toEqual(before);
  }, 30_000);

  it('uses the reserve of a full vault, and takes it again', async () => {
    const faulty = new FaultyObjectStore(new MemoryObjectStore());
    const vault = await vaultOn(faulty);
    await vault.save({ x: 'x'.repeat(50_000), y: text('y') });
    await vault.save({ z: text('z') });
    await forgetPaths(vault.context, images, SOURCE, ['x', 'y']);
    const reserve = new MemorySpaceReserve(faulty, 20_000);
    faulty.capacityBytes = faulty.memory.totalBytes() + 2 * reserve.sizeBytes;
    expect(await reserve.hold()).toBe(true);
    faulty.capacityBytes -= reserve.sizeBytes; // somebody else's files
    const report = await vault.collector({ reserve }).collect({ sources: [SOURCE], hasSchedule: true });
    expect(report?.deletedObjects).toBe(1);
    expect(await reserve.isHeld()).toBe(true);
    expect(await vault.contents()).toEqual({ '/z@2': text('z') });
  });
});
