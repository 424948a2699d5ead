import { describe, expect, it } from 'vitest';
import { ThrottledObjectStore } from '../../../../../src/core/vault/store/throttled-object-store.js';
import { TokenBucket } from '../../../../../src/core/vault/store/token-bucket.js';
import { MemoryObjectStore } from '../../../../fakes/memory-object-store.js';
import { SkippingClock } from '../../../../fakes/skipping-clock.js';

describe('TokenBucket', () => {
  it('holds the mean rate whatever the sizes', async () => {
    const clock = new SkippingClock();
    const bucket = new TokenBucket(1000, clock);
    for (let taken = 0; taken < 20; taken += 1) await bucket.take(taken % 2 === 0 ? 100 : 1900);
    await bucket.take(1);
    expect(clock.nowMs()).toBeGreaterThanOrEqual(18_900); // 20,000 bytes less the burst of one second
    expect(clock.nowMs()).toBeLessThanOrEqual(20_100);
  });

  it('saves up no more than its burst', async () => {
    const clock = new SkippingClock();
    const bucket = new TokenBucket(1000, clock, 500);
    await new Promise<void>(resolve => clock.after(60_000, resolve));
    await bucket.take(500);
    await bucket.take(1000);
    await bucket.take(1);
    expect(clock.nowMs() - 60_000).toBeGreaterThanOrEqual(1000);
  });

  it('serves in order', async () => {
    const clock = new SkippingClock();
    const bucket = new TokenBucket(1000, clock);
    const served: number[] = [];
    await Promise.all([3000, 1, 500].map((bytes, index) => bucket.take(bytes).then(() => served.push(index))));
    expect(served).toEqual([0, 1, 2]);
  });

  it('lets one that waits leave at once, taking nothing', async () => {
    const clock = new SkippingClock();
    const bucket = new TokenBucket(1000, clock);
    await bucket.take(2000);
    const abort = new AbortController();
    const first = bucket.take(1);
    const left = bucket.take(1_000_000, abort.signal);
    abort.abort(new Error('enough'));
    await expect(left).rejects.toThrow('enough');
    expect(clock.nowMs()).toBe(0);
    await first;
    await bucket.take(1);
    expect(clock.nowMs()).toBeLessThan(1100);
  });
});

describe('ThrottledObjectStore', () => {
  it('limits puts and gets apart from each other', async () => {
    const clock = new SkippingClock();
    const store = new ThrottledObjectStore(new MemoryObjectStore(), clock, { putBytesPerSecond: 100 });
    for (let count = 0; count < 5; count += 1) await store.put('name', Buffer.alloc(100));
    const afterPuts = clock.nowMs();
    expect(afterPuts).toBeGreaterThanOrEqual(3000);
    for (let count = 0; count < 5; count += 1) await store.get('name');
    expect(clock.nowMs()).toBe(afterPuts);
  });
});
