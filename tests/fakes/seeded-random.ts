import { createHash } from 'node:crypto';
import type { Random } from '../../src/base/random.js';

/** Randomness that is the same for the same seed: SHA-512 of seed and counter. */
export function seededRandom(seed: string | number): Random {
  let counter = 0;
  let pool = Buffer.alloc(0);
  return {
    bytes(length) {
      const parts = [pool];
      for (let filled = pool.length; filled < length; filled += 64) {
        parts.push(createHash('sha512').update(`${seed}/${counter++}`).digest());
      }
      const bytes = parts.length === 1 ? pool : Buffer.concat(parts);
      pool = bytes.subarray(length);
      return bytes.subarray(0, length);
    },
  };
}

/** An integer of 0 … bound - 1. */
export function randomBelow(random: Random, bound: number): number {
  return random.bytes(4).readUInt32LE(0) % bound;
}
