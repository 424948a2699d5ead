/** Waits before the second, third and fourth attempt. */
const DELAYS_MS = [1_000, 2_000, 4_000] as const;
/** Who asks for a longer pause is not waited for here: the agent tries the whole delivery again later. */
const LONGEST_MS = 30_000;

/** What an answer says about a next attempt (RFC 9110, sections 10.2.3 and 6.6.1). */
export interface RetryHint {
  readonly retryAfter?: string | undefined;
  /** The server's own clock, against which a date in `retryAfter` is read: this PC's may be wrong. */
  readonly date?: string | undefined;
}

/** Milliseconds until the next attempt; undefined when there shall be none. `failed` counts the attempts so far. */
export function retryDelay(failed: number, { retryAfter, date }: RetryHint): number | undefined {
  const usual = DELAYS_MS[failed - 1];
  if (usual === undefined) return undefined;
  const wanted = retryAfter === undefined ? undefined : wantedMs(retryAfter.trim(), date);
  if (wanted === undefined) return usual;
  return wanted > LONGEST_MS ? undefined : Math.max(wanted, 0);
}

function wantedMs(retryAfter: string, date: string | undefined): number | undefined {
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter) * 1000;
  const difference = Date.parse(retryAfter) - Date.parse(date ?? '');
  return Number.isFinite(difference) ? difference : undefined;
}
