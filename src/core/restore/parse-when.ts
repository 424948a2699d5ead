import { CodedError } from '../../base/coded-error.js';
import { restoreErrors } from '../../terms/errors/restore-errors.js';

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/**
 * A point in time as people write it, in milliseconds since 1970.
 *
 * - `2026-11-22 15:04[:05]` or with a `T`: local time; with `Z` or an offset: that zone's.
 * - `2026-11-22`: the end of that local day. `15:04`: today. `yesterday`, `昨日`: the end of yesterday.
 * - `90s`, `15m`, `2h`, `3d`, `1w` (also `2h ago`): before now.
 *
 * A time without seconds means the end of its minute, so that a version saved within it counts.
 * @throws CodedError restore.bad-time
 */
export function parseWhen(text: string, nowMs: number): number {
  const words = text.trim();
  const ago = /^(\d{1,6})\s*([smhdw])(?:\s+ago)?$/.exec(words);
  if (ago) return nowMs - Number(ago[1]) * (UNIT_MS[ago[2] as string] as number);
  if (words === 'now') return nowMs;
  if (words === 'yesterday' || words === '昨日') return endOfDay(new Date(nowMs), -1);
  const clock = /^(\d{1,2}):(\d{2})$/.exec(words);
  if (clock) {
    const today = new Date(nowMs);
    return checked(text, new Date(today.getFullYear(), today.getMonth(), today.getDate(), Number(clock[1]), Number(clock[2]), 59, 999).getTime(), Number(clock[1]) < 24 && Number(clock[2]) < 60);
  }
  const full = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/.exec(words);
  if (!full) throw badTime(text);
  const [year, month, day, hour, minute, second] = full.slice(1, 7).map(part => (part === undefined ? undefined : Number(part)));
  const fields = new Date(year as number, (month as number) - 1, day);
  const isDay = fields.getMonth() === (month as number) - 1 && fields.getDate() === day;
  if (hour === undefined) return checked(text, endOfDay(fields, 0), isDay);
  if (full[7] !== undefined) return checked(text, Date.parse(words.replace(' ', 'T').replace(/\s+/g, '')), isDay);
  const isTime = hour < 24 && (minute as number) < 60 && (second ?? 0) < 60;
  const end = second === undefined ? [59, 999] as const : [second, 999] as const;
  return checked(text, new Date(year as number, (month as number) - 1, day, hour, minute, ...end).getTime(), isDay && isTime);
}

function endOfDay(day: Date, offsetDays: number): number {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + offsetDays, 23, 59, 59, 999).getTime();
}

function checked(text: string, ms: number, valid: boolean): number {
  if (!valid || Number.isNaN(ms)) throw badTime(text);
  return ms;
}

function badTime(text: string): CodedError {
  return CodedError.of(restoreErrors, 'restore.bad-time', `not a point in time: ${text}`, { data: { text } });
}
