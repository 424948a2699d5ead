import type { Absence } from '../../terms/schedule-terms.js';

/**
 * Proof that the scheduler was alive at a moment. Two of them tell what lay between: a switched-off PC, sleep, or a clock that was set.
 *
 * - `upMs` counts from the start of the PC and goes on during sleep.
 * - `awakeMs`, where the platform has such a clock, stands still during sleep; it only compares within one process.
 * - `bootId` is another after every start of the PC; undefined where the platform has none.
 */
export interface SignOfLife {
  readonly wallMs: number;
  readonly upMs: number;
  readonly awakeMs?: number | undefined;
  readonly bootId?: string | undefined;
}

/** A moment at which the scheduler is asked. */
export interface Moment extends SignOfLife {
  readonly zone: string; //   IANA name
  readonly chance: number; // 0 ≤ chance < 1, drawn anew: spreads what many PCs would do at the same instant
}

/** The evidence's source: wall clock, boot and zone of this machine. */
export interface MomentSource {
  now(): Moment;
}

/** Looks are a minute apart; of two that are further apart than this something lay between. */
const ABSENCE_MS = 150_000;
/** Two starts of the PC look like one if the boot instants that follow from clock and uptime lie this close. */
const BOOT_TOLERANCE_MS = 60_000;

/** What kept the scheduler from looking between two signs of life of one process; undefined when nothing did, whatever the wall clock says. */
export function absenceBetween(seen: SignOfLife, now: SignOfLife): Absence | undefined {
  const elapsedMs = now.upMs - seen.upMs;
  const awakeMs = seen.awakeMs !== undefined && now.awakeMs !== undefined ? now.awakeMs - seen.awakeMs : 0;
  return elapsedMs - awakeMs > ABSENCE_MS ? 'asleep' : undefined;
}

/** What lay between the last sign of life of a process and the start of the next. */
export function absenceBefore(seen: SignOfLife, now: SignOfLife, sessionClosed: boolean): Absence {
  if (!isSameBoot(seen, now)) return 'off';
  return sessionClosed ? 'session-closed' : 'not-running';
}

export function isSameBoot(seen: SignOfLife, now: SignOfLife): boolean {
  if (seen.bootId !== undefined && now.bootId !== undefined) return seen.bootId === now.bootId;
  return now.upMs >= seen.upMs && Math.abs((now.wallMs - now.upMs) - (seen.wallMs - seen.upMs)) <= BOOT_TOLERANCE_MS;
}
