import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteQueue } from '../../../../src/host/rpc/byte-queue.js';

describe('a byte queue', () => {
  it('gives the bytes back in order, whatever the pieces', () => {
    fc.assert(fc.property(fc.array(fc.oneof({ weight: 3, arbitrary: fc.nat({ max: 40_000 }) }, { weight: 1, arbitrary: fc.constant(-1) })), steps => {
      const queue = new ByteQueue();
      let next = 0;
      let read = 0;
      const take = () => {
        for (const byte of queue.shift() ?? []) if (byte !== (read++ & 0xff)) throw new Error(`byte ${read} is out of place`);
      };
      for (const step of steps) {
        if (step < 0) take();
        else queue.push(Uint8Array.from({ length: step }, () => next++));
        expect(queue.sizeBytes).toBe(next - read);
      }
      while (queue.sizeBytes > 0) take();
      expect([read, queue.shift()]).toEqual([next, undefined]);
    }), { numRuns: 50 });
  });

  it('joins small pieces, so that a million bytes are some dozens of objects', () => {
    const queue = new ByteQueue();
    for (let at = 0; at < 1_000_000; at++) queue.push(Uint8Array.of(at));
    let pieces = 0;
    while (queue.shift()) pieces += 1;
    expect(pieces).toBe(Math.ceil(1_000_000 / 16_384));
  });

  it('does not hold on to the buffer that a small piece is a view of, nor copies a large one', () => {
    const queue = new ByteQueue();
    const read = new Uint8Array(65_536);
    queue.push(read.subarray(0, 10));
    queue.push(read.subarray(10));
    expect(queue.shift()?.buffer).not.toBe(read.buffer);
    expect(queue.shift()?.buffer).toBe(read.buffer);
  });

  it('is empty once cleared', () => {
    const queue = new ByteQueue();
    queue.push(new Uint8Array(5));
    queue.clear();
    expect([queue.sizeBytes, queue.shift()]).toEqual([0, undefined]);
  });
});
