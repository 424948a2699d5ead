import { severities, type Severity } from '../../terms/notice-terms.js';

export const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;

/** A part of the day in minutes; `from` later than `to` goes over midnight. `to` itself is no longer quiet. */
export interface QuietHours {
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** When people are told what; they set it. */
export interface NoticePolicies {
  readonly quietHours: QuietHours | undefined;
  /** At most one notice of a kind is told within this time. */
  readonly periodMs: number;
  /** A source without a good backup for so long is told of, and later alarms. */
  readonly warnAfterMs: number;
  readonly alarmAfterMs: number;
}

export const defaultPolicies: NoticePolicies = { quietHours: undefined, periodMs: 12 * HOUR_MS, warnAfterMs: 3 * DAY_MS, alarmAfterMs: 5 * DAY_MS };

/** The moment of a look: wall time, and what clocks on the wall show. */
export interface NoticeMoment {
  readonly nowMs: number;
  readonly localMinute: number; // of the day, 0 … 1439
}

export function isQuiet(hours: QuietHours | undefined, minute: number): boolean {
  if (!hours) return false;
  const { fromMinute, toMinute } = hours;
  return fromMinute <= toMinute ? minute >= fromMinute && minute < toMinute : minute >= fromMinute || minute < toMinute;
}

export function isLouder(severity: Severity, than: Severity): boolean {
  return severities.indexOf(severity) > severities.indexOf(than);
}
