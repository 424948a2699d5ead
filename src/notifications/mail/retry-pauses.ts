import { DAY_MS, HOUR_MS } from '../policy/policies.js';

const MINUTE_MS = 60_000;
/** After the last one the same again: a server that is down for long is asked six times a day. */
const PAUSES_MS = [1, 5, 15, 60, 240].map(minutes => minutes * MINUTE_MS);
/** RFC 5321 section 4.5.4.1 wants four to five days; a backup's result of last week is of no use to anybody. */
const GIVE_UP_MS = 3 * DAY_MS;
/** A server that restarts is back by then; a person need not hear of it. */
const TELL_AFTER_MS = HOUR_MS;

/** The pause after the given number of failed attempts; undefined: it is given up. */
export function retryPauseMs(attempts: number, ageMs: number): number | undefined {
  const pauseMs = PAUSES_MS[Math.min(attempts, PAUSES_MS.length) - 1] as number;
  return ageMs + pauseMs > GIVE_UP_MS ? undefined : pauseMs;
}

/** Whether a mail is to be tried: at once if it never was, and if its time is further away than any pause, because the clock was put back. */
export function isDue(dueMs: number | undefined, nowMs: number): boolean {
  return dueMs === undefined || dueMs <= nowMs || dueMs - nowMs > (PAUSES_MS.at(-1) as number);
}

/** Whether a mail has waited long enough for somebody to be told. */
export function isOverdue(ageMs: number): boolean {
  return ageMs >= TELL_AFTER_MS;
}
