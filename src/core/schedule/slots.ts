import { addDays, DAY_MS, weekdayOf, type CivilDate } from './civil-date.js';
import { civilTime, firstInstantOf, offsetMs } from './civil-time.js';
import { minuteOf } from './schedule-settings.js';

/** One wanted backup, named by its local time: 2026-11-22T12:30. The name stays, whatever clock and zone do. */
export type SlotKey = string;

/** A time of day on chosen weekdays (0 = Sunday … 6). */
export interface ScheduleRule {
  readonly time: string; // HH:MM
  readonly days: readonly number[];
}

/** A rule names a day of the week, or none at all. */
const LOOK_DAYS = 8;

export function slotKey(date: CivilDate, time: string): SlotKey {
  return `${date}T${time}`;
}

/** When the slot is, or was, due in a zone. */
export function momentOf(key: SlotKey, zone: string): number {
  return firstInstantOf(zone, { date: key.slice(0, 10), minute: minuteOf(key.slice(11)) });
}

/** The newest day on which the time of day has passed. Cost: three look-ups, more in the days after clocks change. */
export function lastPassed(time: string, zone: string, nowMs: number): CivilDate {
  const { date, minute } = civilTime(zone, nowMs);
  if (offsetMs(zone, nowMs) === offsetMs(zone, nowMs - 2 * DAY_MS)) return minute >= minuteOf(time) ? date : addDays(date, -1);
  // Where clocks are put back over midnight, the time may have passed on what is tomorrow again.
  for (const day of [addDays(date, 1), date]) if (momentOf(slotKey(day, time), zone) <= nowMs) return day;
  return addDays(date, -1);
}

/** The slots of days after `after`, up to and with `through`, oldest first. */
export function slotsWithin({ time, days }: ScheduleRule, after: CivilDate, through: CivilDate): readonly SlotKey[] {
  const slots: SlotKey[] = [];
  for (let date = addDays(after, 1); date <= through; date = addDays(date, 1)) if (days.includes(weekdayOf(date))) slots.push(slotKey(date, time));
  return slots;
}

/** When the next slot after `nowMs` is due; undefined when the rule names no day. */
export function nextSlotMs(rule: ScheduleRule, zone: string, nowMs: number): number | undefined {
  const passed = lastPassed(rule.time, zone, nowMs);
  const [next] = slotsWithin(rule, passed, addDays(passed, LOOK_DAYS));
  return next === undefined ? undefined : momentOf(next, zone);
}
