import { describe, expect, it } from 'vitest';
import type { ObjectStore } from '../../../src/core/ports/object-store.js';
import type { CrashOptions } from '../../fakes/crashing-object-store.js';
import { CrashingObjectStore, SimulatedCrash } from '../../fakes/crashing-object-store.js';
import { forEveryCrash } from '../../fakes/every-crash.js';
import { FaultyObjectStore } from '../../fakes/faulty-object-store.js';
import { MemoryObjectStore } from '../../fakes/memory-object-store.js';
import { MemorySpaceReserve } from '../../fakes/memory-space-reserve.js';
import { seededRandom } from '../../fakes/seeded-random.js';

const content = (store: MemoryObjectStore) => store.names().map(name => `${name}=${store.peek(name)!.toString()}`).join(' ');

async function statesAfter(options: CrashOptions, scenario: (store: ObjectStore) => Promise<unknown>): Promise<string[]> {
  const store = new CrashingObjectStore(new MemoryObjectStore(), options);
  await expect(scenario(store)).rejects.toThrow(SimulatedCrash);
  return [...store.survivingStates(seededRandom('states'))].map(state => content(state.store)).sort();
}

describe('CrashingObjectStore', () => {
  it('keeps what returned and leaves the put under way out or whole', async () => {
    const states = await statesAfter({ crashAtOperation: 2 }, async store => {
      await store.put('a', Buffer.from('1'));
      await store.put('b', Buffer.from('2'));
    });
    expect(states).toEqual(['a=1', 'a=1 b=2']);
  });

  it('lets concurrent puts survive in any combination', async () => {
    const states = await statesAfter({ crashAtOperation: 2 }, store =>
      Promise.all([store.put('a', Buffer.from('1')), store.put('b', Buffer.from('2'))]));
    expect(states).toEqual(['', 'a=1', 'a=1 b=2', 'b=2']);
  });

  it('brings a deleted object back or not', async () => {
    const states = await statesAfter({ crashAtOperation: 2 }, async store => {
      await store.put('a', Buffer.from('1'));
      await store.delete('a');
    });
    expect(states).toEqual(['', 'a=1']);
  });

  it('tears a put under way where names promise nothing', async () => {
    const states = await statesAfter({ crashAtOperation: 2, torn: true }, async store => {
      await store.put('a', Buffer.from('old'));
      await store.put('a', Buffer.from('12'));
    });
    expect(states).toEqual(['', 'a=', 'a=1', 'a=12', 'a=old']);
  });

  it('loses what returned last where the place is best effort, in any order', async () => {
    const states = await statesAfter({ crashAtOperation: 4, unsyncedWindow: 2 }, async store => {
      for (const name of ['a', 'b', 'c', 'd']) await store.put(name, Buffer.from('1'));
    });
    expect(states).toHaveLength(8);
    expect(states).toContain('a=1 c=1');
    expect(states.every(state => state.startsWith('a=1'))).toBe(true);
  });

  it('answers nothing after the crash', async () => {
    const store = new CrashingObjectStore(new MemoryObjectStore(), { crashAtOperation: 1 });
    await expect(store.put('a', Buffer.from('1'))).rejects.toThrow(SimulatedCrash);
    await expect(store.get('a')).rejects.toThrow(SimulatedCrash);
    await expect(Array.fromAsync(store.list(''))).rejects.toThrow(SimulatedCrash);
  });
});

describe('forEveryCrash', () => {
  const record = (names: readonly string[]) => async (store: ObjectStore, done: string[]) => {
    for (const name of names) {
      await store.put(name, Buffer.from(name));
      done.push(name);
    }
  };

  it('visits every operation and the end, and proves what was reported', async () => {
    const states = await forEveryCrash(() => [] as string[], record(['a', 'b', 'c']), async ({ store }, done) => {
      for (const name of done) expect(store.peek(name)?.toString()).toBe(name);
    });
    expect(states).toBe(2 + 2 + 2 + 1);
  });

  it('finds a protocol that reports too early', async () => {
    const early = async (store: ObjectStore, done: string[]) => {
      done.push('a');
      await store.put('a', Buffer.from('a'));
    };
    const check = forEveryCrash(() => [] as string[], early, async ({ store }, done) => {
      for (const name of done) expect(store.peek(name)).toBeDefined();
    });
    await expect(check).rejects.toThrow();
  });
});

describe('FaultyObjectStore', () => {
  it('is full past its capacity until something is deleted', async () => {
    const store = new FaultyObjectStore(new MemoryObjectStore());
    store.capacityBytes = 10;
    await store.put('a', Buffer.alloc(8));
    await expect(store.put('b', Buffer.alloc(3))).rejects.toMatchObject({ code: 'store.full' });
    await store.delete('a');
    await store.put('b', Buffer.alloc(3));
  });

  it('has room for a collection once its reserve is given up', async () => {
    const store = new FaultyObjectStore(new MemoryObjectStore());
    store.capacityBytes = 10;
    const reserve = new MemorySpaceReserve(store, 4);
    expect(await reserve.hold()).toBe(true);
    await store.put('a', Buffer.alloc(6));
    await expect(store.put('b', Buffer.alloc(3))).rejects.toMatchObject({ code: 'store.full' });
    await reserve.release();
    await store.put('b', Buffer.alloc(3));
    expect(await reserve.hold()).toBe(false);
    await store.delete('a');
    expect(await reserve.hold()).toBe(false);
    await store.delete('b');
    expect(await reserve.hold()).toBe(true);
  });

  it('is unplugged and plugged in again', async () => {
    const store = new FaultyObjectStore(new MemoryObjectStore());
    await store.put('a', Buffer.from('x'));
    store.gone = true;
    await expect(store.get('a')).rejects.toMatchObject({ code: 'store.gone' });
    store.gone = false;
    expect((await store.get('a')).toString()).toBe('x');
  });

  it('damages one bit, or the end', async () => {
    const memory = new MemoryObjectStore();
    await memory.put('a', Buffer.from([0, 0, 0]));
    memory.flipBit('a', 9);
    expect([...await memory.get('a')]).toEqual([0, 2, 0]);
    memory.truncate('a', 1);
    expect(await memory.get('a')).toHaveLength(1);
  });
});
