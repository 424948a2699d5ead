import { beforeEach, describe, expect, it } from 'vitest';
import { RetryingObjectStore } from '../../../../../src/core/vault/store/retrying-object-store.js';
import { FaultyObjectStore } from '../../../../fakes/faulty-object-store.js';
import { MemoryObjectStore } from '../../../../fakes/memory-object-store.js';
import { seededRandom } from '../../../../fakes/seeded-random.js';
import { SkippingClock } from '../../../../fakes/skipping-clock.js';

const BYTES = Buffer.from('bytes');

describe('RetryingObjectStore', () => {
  let clock: SkippingClock;
  let faulty: FaultyObjectStore;
  let store: RetryingObjectStore;
  beforeEach(() => {
    clock = new SkippingClock();
    faulty = new FaultyObjectStore(new MemoryObjectStore());
    store = new RetryingObjectStore(faulty, clock, seededRandom('retry'), { maxAttempts: 4, firstDelayMs: 100, maxDelayMs: 250 });
  });

  it('repeats what may succeed later, pausing longer each time up to the limit', async () => {
    faulty.fail('put', 'store.gone', { times: 3 });
    await store.put('name', BYTES);
    expect(faulty.memory.peek('name')).toEqual(BYTES);
    const bounds = [[50, 100], [100, 200], [125, 250]] as const;
    expect(clock.delays).toHaveLength(3);
    bounds.forEach(([least, most], index) => {
      expect(clock.delays[index]).toBeGreaterThanOrEqual(least);
      expect(clock.delays[index]).toBeLessThanOrEqual(most);
    });
  });

  it('gives up with the last failure', async () => {
    faulty.fail('get', 'store.io', { times: 9 });
    await expect(store.get('name')).rejects.toMatchObject({ code: 'store.io' });
    expect(faulty.calls).toHaveLength(4);
  });

  it.each(['store.full', 'store.read-only', 'store.not-found', 'store.exists'] as const)('passes %s on at once', async code => {
    faulty.fail('put', code);
    await expect(store.put('name', BYTES)).rejects.toMatchObject({ code });
    expect(clock.delays).toEqual([]);
  });

  it('takes its own conditional put for stored when only the answer was lost', async () => {
    faulty.fail('put', 'store.gone', { effect: 'done' });
    await store.put('lock', [Buffer.from('by'), Buffer.from('tes')], { ifAbsent: true });
    expect(faulty.calls).toEqual(['put lock', 'put lock', 'get lock']);
  });

  it('still refuses a conditional put when another writer’s object is there', async () => {
    await faulty.memory.put('lock', Buffer.from('bytes of another'));
    faulty.fail('put', 'store.gone');
    await expect(store.put('lock', BYTES, { ifAbsent: true })).rejects.toMatchObject({ code: 'store.exists' });
  });

  it('goes on with a listing where it broke, each name once', async () => {
    const names = ['a', 'b', 'c', 'd'];
    for (const name of names) await faulty.memory.put(name, BYTES);
    faulty.fail('list', 'store.io', { times: 2 });
    const listed = (await Array.fromAsync(store.list(''))).map(info => info.name);
    expect(listed).toEqual(names);
  });

  it('stops a pause when the signal fires', async () => {
    const abort = new AbortController();
    const reason = new Error('enough');
    faulty.fail('put', 'store.io', { times: 9 });
    const attempt = store.put('name', BYTES, { signal: abort.signal });
    abort.abort(reason);
    await expect(attempt).rejects.toBe(reason);
    expect(faulty.calls.length).toBeLessThan(4);
  });
});
