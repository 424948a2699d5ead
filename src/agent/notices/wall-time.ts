import { civilTime } from '../../core/schedule/civil-time.js';

/** A time as clocks on the wall show it, `2026-11-22 12:30`: reads the same in both languages. */
export function wallTime(ms: number, zone: string): string {
  const { date, minute } = civilTime(zone, ms);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
