import { describe, expect, it } from 'vitest';
import { putCondemnedList, readCondemnedLists } from '../../../../../src/core/vault/condemned/condemned-list.js';
import { acknowledgements, condemnedObjects, isExpelled, nextEpoch, secondPhase, unacknowledgedBy } from '../../../../../src/core/vault/condemned/two-phases.js';
import { putRegistration, readRegistrations } from '../../../../../src/core/vault/writers/registration.js';
import { MemoryObjectStore } from '../../../../fakes/memory-object-store.js';
import { NodeCryptoEnvelopes } from '../../../../fakes/node-crypto-envelopes.js';

const vault = new NodeCryptoEnvelopes(Buffer.alloc(16, 1), new Map([[1, Buffer.alloc(32, 2)]]));
const pack = (digit: string) => `packs/${digit.repeat(2)}/${digit.repeat(64)}`;
const list = { id: '1'.repeat(16), epoch: 4, objects: [pack('a'), pack('b'), 'vault.json'], expelled: ['e'.repeat(16)] };
const writer = (digit: string, ...acknowledged: string[]) => ({ writer: digit.repeat(16), acknowledged });

describe('condemned lists and registrations', () => {
  it('come back as they were, under the names of their content', async () => {
    const store = new MemoryObjectStore();
    const content = { epoch: 3, writer: 'a'.repeat(16), createdMs: 5, objects: [pack('a')], expelled: ['b'.repeat(16)] };
    const stored = await putCondemnedList(store, vault, content);
    expect(stored).toMatchObject(content);
    expect(await readCondemnedLists(store, vault)).toEqual({ lists: [stored], damaged: [] });
    const registration = { writer: 'c'.repeat(16), createdMs: 5, device: '受付', program: '0.1.0', acknowledged: acknowledgements([stored]) };
    const name = await putRegistration(store, vault, registration);
    expect(await readRegistrations(store, vault)).toEqual([{ ...registration, name }]);
  });

  it('are told apart from damaged ones, and one that goes meanwhile is passed over', async () => {
    const store = new MemoryObjectStore({ nowMs: () => 7 });
    const content = { epoch: 3, writer: 'a'.repeat(16), createdMs: 5, objects: [], expelled: [] };
    const { name } = await putCondemnedList(store, vault, content);
    const get = store.get.bind(store);
    store.get = async (...call) => {
      store.remove(name);
      return get(...call);
    };
    expect(await readCondemnedLists(store, vault)).toEqual({ lists: [], damaged: [] });
    store.get = get;
    const again = await putCondemnedList(store, vault, content);
    store.flipBit(again.name, 400);
    const { lists, damaged } = await readCondemnedLists(store, vault);
    expect(lists).toEqual([]);
    expect(damaged).toMatchObject([{ name: again.name, parsed: { epoch: 3 }, modifiedMs: 7, failure: { code: 'vault.damaged-object', data: { name: again.name } } }]);
  });

  it('of which a damaged registration still stands for its writer, who has acknowledged nothing', async () => {
    const store = new MemoryObjectStore({ nowMs: () => 7 });
    const name = await putRegistration(store, vault, { writer: 'c'.repeat(16), createdMs: 5, device: 'pc', program: '1', acknowledged: ['1'.repeat(16)] });
    store.flipBit(name, 400);
    expect(await readRegistrations(store, vault)).toMatchObject([{ name, writer: 'c'.repeat(16), createdMs: 7, acknowledged: [], damage: { code: 'vault.damaged-object' } }]);
  });
});

describe('two phases', () => {
  it('waits for every registered writer that has not acknowledged this very list', () => {
    const registrations = [writer('a'), writer('b', list.id), writer('c'), writer('e')];
    expect(unacknowledgedBy(list, registrations, [writer('c', list.id), writer('d')])).toEqual(['a'.repeat(16)]);
    expect(secondPhase(list, registrations, [writer('c', '2'.repeat(16))], () => false)).toBeUndefined();
  });

  it('removes what is not needed, asks to copy the rest, and touches only packs, runs and lists', () => {
    expect(secondPhase(list, [writer('a', list.id)], [], name => name === pack('b'))).toEqual({ remove: [pack('a')], copyFirst: [pack('b')] });
  });

  it('knows what is condemned and the next epoch', () => {
    expect(condemnedObjects([list, { ...list, objects: [pack('c')] }])).toEqual(new Set([...list.objects, pack('c')]));
    expect([nextEpoch([]), nextEpoch([list])]).toEqual([1, 5]);
  });

  it('tells a writer that it was expelled, during and after the collection', () => {
    expect(isExpelled('e'.repeat(16), [list], [writer('e')])).toBe(true);
    expect(isExpelled('e'.repeat(16), [], [])).toBe(true);
    expect(isExpelled('a'.repeat(16), [list], [writer('a')])).toBe(false);
  });
});
