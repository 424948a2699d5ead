import { createHash } from 'node:crypto';
import type { Random } from '../../src/base/random.js';

/** Randomness that is the same for the same seed: SHA-256 of seed and counter. */
export function seededRandom(seed: string | number): Random {
  let counter = 0;
  return {
    bytes(length) {
      const blocks: Buffer[] = [];
      for (let filled = 0; filled < length; filled += 32) {
        blocks.push(createHash('sha256').update(`${seed}/${counter++}`).digest());
      }
      return Buffer.concat(blocks).subarray(0, length);
    },
  };
}

/** An integer of 0 … bound - 1. */
export function randomBelow(random: Random, bound: number): number {
  return random.bytes(4).readUInt32LE(0) % bound;
}
