/** Which versions are kept; lengths in ms. */
export interface RetentionPolicy {
  /** Newest generations kept per file. */
  readonly generations: number;
  /** Saves between generations: all up to this age, … */
  readonly allMs: number;
  /** … the last of each hour up to this one, … */
  readonly hourlyMs: number;
  /** … the last of each day up to this one, and none beyond it. */
  readonly dailyMs: number;
  /** How long the generations of a deleted file stay. */
  readonly deletedMs: number;
  /** How much longer a listing of the past still names the deleted file as dropped; then it is forgotten. */
  readonly gapMs: number;
}

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export const defaultRetentionPolicy: RetentionPolicy = {
  generations: 10,
  allMs: HOUR_MS,
  hourlyMs: DAY_MS,
  dailyMs: 7 * DAY_MS,
  deletedMs: 90 * DAY_MS,
  gapMs: 365 * DAY_MS,
};

/** Wall clocks are believed up to this difference. */
const TRUSTED_MS = HOUR_MS;

/**
 * Whether anything may be dropped, thinned out or collected now: a clock that runs ahead would make everything look
 * old. It is not trusted when the newest run lies more than an hour in its future, or the store's clock differs by more.
 */
export function isClockTrusted(nowMs: number, newestRunMs: number | undefined, storeMs: number | undefined): boolean {
  if (newestRunMs !== undefined && newestRunMs - nowMs > TRUSTED_MS) return false;
  return storeMs === undefined || Math.abs(storeMs - nowMs) <= TRUSTED_MS;
}
