/** A day of the calendar, YYYY-MM-DD: sorts as text, belongs to no time zone. Years 0000 to 9999. */
export type CivilDate = string;

export const DAY_MS = 86_400_000;
/** 1970-01-01 was a Thursday. */
const FIRST_WEEKDAY = 4;

/** Days since 1970-01-01. */
export function dayNumber(date: CivilDate): number {
  return Date.parse(`${date}T00:00Z`) / DAY_MS;
}

export function dateOfDay(day: number): CivilDate {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

export function addDays(date: CivilDate, days: number): CivilDate {
  return dateOfDay(dayNumber(date) + days);
}

/** Negative when `to` is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** 0 = Sunday … 6. */
export function weekdayOf(date: CivilDate): number {
  return (((dayNumber(date) + FIRST_WEEKDAY) % 7) + 7) % 7;
}
