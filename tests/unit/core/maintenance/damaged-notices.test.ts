import { afterEach, describe, expect, it } from 'vitest';
import { forgetPaths } from '../../../../src/core/maintenance/forget-paths.js';
import { formatRunName } from '../../../../src/core/vault/object-names.js';
import { putCondemnedList } from '../../../../src/core/vault/condemned/condemned-list.js';
import { MemoryObjectStore } from '../../../fakes/memory-object-store.js';
import { SmallVault, SOURCE, START_MS } from './small-vault.js';

const opened: SmallVault[] = [];
afterEach(() => opened.splice(0).forEach(vault => vault.dispose()));

const OWN = 'b'.repeat(16);
const OTHER = 'c'.repeat(16);
const OTHERS_SOURCE = 'd'.repeat(32);
const images = { exists: () => true, giveUp: async () => {}, remake: async () => {} };
const text = (name: string) => `${name} `.repeat(200);
const collect = (vault: SmallVault, discardDamaged = false) => vault.collector().collect({ sources: [SOURCE], hasSchedule: true, discardDamaged });

/** The clock of the store goes on by a second a look, so that what is put later is younger. */
function clockedStore(): MemoryObjectStore {
  let nowMs = START_MS;
  return new MemoryObjectStore({ nowMs: () => (nowMs += 1_000) });
}

async function vaultOn(store: MemoryObjectStore, writer = OWN, clock?: SmallVault['clock']) {
  const vault = new SmallVault(store, { writer, ...(clock && { clock }) });
  opened.push(vault);
  return vault.open();
}

/** A list that condemns every pack there is, damaged after it was stored. */
async function damagedList(store: MemoryObjectStore, vault: SmallVault): Promise<string> {
  const { name } = await putCondemnedList(store, vault.session.vault, { epoch: 1, writer: OTHER, createdMs: START_MS, objects: store.names('packs/'), expelled: [] });
  store.flipBit(name, 500);
  return name;
}

describe('a damaged condemned list', () => {
  it('keeps nobody from saving: what may be condemned is not relied on, and nothing is deleted on its account', async () => {
    const store = clockedStore();
    const vault = await vaultOn(store);
    await vault.save({ x: text('x') });
    const before = store.names('packs/');
    await damagedList(store, vault);
    await vault.save({ 'copy-of-x': text('x') });
    const after = store.names('packs/');
    expect(after.length, 'the same content is stored again').toBeGreaterThan(before.length);
    await vault.save({ 'second-copy': text('x') });
    expect(store.names('packs/'), 'what is younger than the list is relied on').toHaveLength(after.length);
    for (const name of before) store.remove(name);
    const fresh = await vaultOn(store, 'e'.repeat(16), vault.clock);
    expect(Object.values(await contentsOfCopies(fresh))).toEqual([text('x'), text('x')]);
  });

  it('is not acknowledged', async () => {
    const store = clockedStore();
    const vault = await vaultOn(store);
    const name = await damagedList(store, vault);
    await vault.session.refreshCondemned();
    expect(vault.session.acknowledged).toEqual([]);
    expect(vault.session.damagedLists).toMatchObject([{ name }]);
  });

  it('stops collection by name until it is given up, which removes it', async () => {
    const store = clockedStore();
    const vault = await vaultOn(store);
    await vault.save({ x: text('x') });
    await vault.save({ y: text('y') });
    await forgetPaths(vault.context, images, SOURCE, ['x']);
    const name = await damagedList(store, vault);
    const before = store.names('');
    await expect(collect(vault)).rejects.toMatchObject({ code: 'vault.collection-blocked', data: { name } });
    expect(store.names('')).toEqual(before);
    const report = await collect(vault, true);
    expect(report?.deletedObjects).toBeGreaterThan(0);
    expect(store.names('condemned/')).toEqual([]);
    expect(await vault.contents()).toMatchObject({ '/y@2': text('y') });
    const reopened = await vaultOn(store, 'e'.repeat(16), vault.clock);
    expect(await collect(reopened)).toMatchObject({ waitingFor: [] });
  });

  it('goes only after every other writer knows, so that nobody is left who could still carry it out', async () => {
    const store = clockedStore();
    const vault = await vaultOn(store);
    const other = await vaultOn(store, OTHER, vault.clock);
    await vault.save({ x: text('x') });
    await other.save({ y: text('y') }, { source: OTHERS_SOURCE });
    await vault.attach();
    const name = await damagedList(store, vault);
    expect(await collect(vault, true)).toMatchObject({ waitingFor: ['pc-c'] });
    expect(store.names('condemned/')).toContain(name);
    expect(await collect(vault), 'it no longer stands in the way').toMatchObject({ waitingFor: ['pc-c'] });
    await other.attach();
    await other.save({ z: text('z') }, { source: OTHERS_SOURCE });
    await vault.attach();
    expect(await collect(vault)).toMatchObject({ waitingFor: [] });
    expect(store.names('condemned/')).toEqual([]);
    expect(await other.contents(OTHERS_SOURCE)).toEqual({ '/y@1': text('y'), '/z@2': text('z') });
  });
});

describe('a damaged registration', () => {
  it('of another device stops collection by name, while saving goes on, until that writer is expelled', async () => {
    const store = clockedStore();
    const vault = await vaultOn(store);
    await vaultOn(store, OTHER, vault.clock);
    await vault.save({ x: text('x') });
    const [name] = store.names(`writers/${OTHER}`) as [string];
    store.flipBit(name, 400);
    await vault.save({ y: text('y') });
    await expect(collect(vault)).rejects.toMatchObject({ code: 'vault.collection-blocked', data: { name } });
    await forgetPaths(vault.context, images, SOURCE, ['x']);
    vault.clock.shiftWall(30 * 3_600_000);
    expect(await collect(vault, true)).toMatchObject({ waitingFor: [] });
    expect(store.names('writers/').some(object => object.includes(OTHER))).toBe(false);
    expect(store.names('condemned/')).toEqual([]);
    expect(await vault.contents()).toEqual({ '/y@2': text('y') });
  });

  it('stops nothing where its writer has a whole one too', async () => {
    const store = clockedStore();
    const vault = await vaultOn(store);
    const other = await vaultOn(store, OTHER, vault.clock);
    await vault.save({ x: text('x') });
    store.flipBit(store.names(`writers/${OTHER}`)[0] as string, 400);
    await other.open();
    expect(await collect(vault)).toMatchObject({ waitingFor: [] });
  });
});

describe('what a power failure left of a run object', () => {
  it.each(['0', 'f'])('is removed by the next collection once its writer has made the run again, and is no problem before (digest %s…)', async digit => {
    const store = clockedStore();
    const vault = await vaultOn(store);
    await vault.save({ x: text('x') });
    const torn = formatRunName({ source: SOURCE, sequence: 2, writer: OWN, sha256: digit.repeat(64) });
    store.set(torn, Buffer.alloc(1_000));
    await vault.save({ y: text('y') });
    const chain = await vault.session.runs.chain(SOURCE);
    expect(chain).toMatchObject({ problems: [], torn: [{ sha256: digit.repeat(64) }] });
    expect(await collect(vault)).toMatchObject({ waitingFor: [], deletedObjects: 1 });
    expect(store.names('runs/')).not.toContain(torn);
    expect(await vault.contents()).toEqual({ '/x@1': text('x'), '/y@2': text('y') });
  });

  it('stays where another writer took the number, or where nobody did', async () => {
    const store = clockedStore();
    const vault = await vaultOn(store);
    await vault.save({ x: text('x') });
    store.set(formatRunName({ source: SOURCE, sequence: 1, writer: OTHER, sha256: '9'.repeat(64) }), Buffer.alloc(1_000));
    await expect(collect(vault)).rejects.toMatchObject({ code: 'vault.damaged-object' });
  });
});

describe('a damaged run that was committed', () => {
  it('stops collection until it is given up: the history goes on without it, in the catalog too', async () => {
    const store = clockedStore();
    const vault = await vaultOn(store);
    await vault.save({ a: text('a') });
    await vault.save({ b: text('b') });
    await vault.save({ c: text('c') });
    const damaged = store.names('runs/').find(name => name.includes('/0000000000000002-')) as string;
    store.flipBit(damaged, 8 * ((store.peek(damaged)?.length ?? 0) - 40));
    await expect(collect(vault)).rejects.toMatchObject({ code: 'vault.damaged-object', data: { name: damaged } });
    const given: string[] = [];
    const collector = vault.collector({ images: { giveUp: async source => void given.push(source) } });
    expect(await collector.collect({ sources: [SOURCE], hasSchedule: true, discardDamaged: true })).toMatchObject({ waitingFor: [] });
    expect(given).toEqual([SOURCE]);
    expect(store.names('runs/')).not.toContain(damaged);
    expect(await vault.contents()).toEqual({ '/a@1': text('a'), '/c@3': text('c') });
    expect(vault.catalog.history(SOURCE, 'b')).toEqual([]);
    expect(vault.catalog.runs(SOURCE).map(({ sequence }) => sequence)).toEqual([4, 3, 1]);
    const again = await vault.save({ b: text('b') });
    expect(await vault.contents()).toMatchObject({ [`/b@${again}`]: text('b') });
    expect(await collect(vault)).toMatchObject({ waitingFor: [] });
  });
});

describe('a pack whose contents cannot be told any more', () => {
  it('stays until it is given up; what it held is stored again when it is met', async () => {
    const store = clockedStore();
    const vault = await vaultOn(store);
    await vault.save({ x: text('x') });
    const pack = store.names('packs/').find(name => (store.peek(name)?.length ?? 0) > 0) as string;
    await vault.save({ y: text('y') });
    store.set(pack, Buffer.alloc(store.peek(pack)?.length ?? 0));
    const reopened = await vaultOn(store, 'e'.repeat(16), vault.clock);
    await collect(reopened);
    expect(store.names('packs/')).toContain(pack);
    vault.clock.shiftWall(30 * 3_600_000);
    await collect(reopened, true);
    await vault.attach();
    await collect(vault);
    await collect(reopened, true);
    expect(store.names('packs/')).not.toContain(pack);
    const again = await reopened.save({ 'x-again': text('x') }, { source: OTHERS_SOURCE });
    expect(await reopened.contents(OTHERS_SOURCE)).toEqual({ [`/x-again@${again}`]: text('x') });
  });
});

async function contentsOfCopies(vault: SmallVault): Promise<Record<string, string>> {
  await forgetPaths(vault.context, images, SOURCE, ['x']);
  return vault.contents();
}
