import { vaultFailure } from '../vault-failure.js';

const TOLERANCE_MS = 60 * 60 * 1000;

/**
 * Throws `vault.clock-disagrees` when this machine's clock cannot be trusted with what depends on age.
 *
 * It must be within an hour of the store's own time, where the store tells it, and must not be more than an hour before
 * the end of the newest run of any source (an old newest run is no contradiction).
 */
export function checkClock(times: { readonly nowMs: number; readonly newestRunMs: number | undefined; readonly storeMs: number | undefined }): void {
  const { nowMs, newestRunMs, storeMs } = times;
  const behindRunMs = newestRunMs === undefined ? 0 : newestRunMs - nowMs;
  const offStoreMs = storeMs === undefined ? 0 : Math.abs(storeMs - nowMs);
  if (behindRunMs > TOLERANCE_MS || offStoreMs > TOLERANCE_MS) {
    throw vaultFailure('vault.clock-disagrees', 'the clock is more than an hour off', { nowMs, newestRunMs: newestRunMs ?? null, storeMs: storeMs ?? null });
  }
}
