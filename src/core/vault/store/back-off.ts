import type { Random } from '../../../base/random.js';

export interface BackOffOptions {
  /** How often a call is made in all. */
  readonly maxAttempts: number;
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
}

/** About 6 s in all: long enough for a NAS that wakes its disks, short enough for a person who waits. */
export const DEFAULT_BACK_OFF: BackOffOptions = { maxAttempts: 6, firstDelayMs: 200, maxDelayMs: 30_000 };

/**
 * The pause after failed attempt number `attempt` (from 1): doubling, between half and all of the doubled
 * value at random, so that clients that failed together do not come back together.
 */
export function backOffMs({ firstDelayMs, maxDelayMs }: BackOffOptions, attempt: number, random: Random): number {
  const ceilingMs = Math.min(maxDelayMs, firstDelayMs * 2 ** (attempt - 1));
  const fraction = random.bytes(4).readUInt32LE(0) / 2 ** 32;
  return ceilingMs * (0.5 + fraction / 2);
}
