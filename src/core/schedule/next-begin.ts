import { addDays } from './civil-date.js';
import { civilTime, firstInstantOf } from './civil-time.js';
import { minuteOf, pausedAt, type PauseWindow, type ScheduleSettings } from './schedule-settings.js';
import { nextSlotMs } from './slots.js';

/**
 * When the next scheduled backup begins after `nowMs`, as far as can be known: at its set time, or at the end of the pause window that this lies in. `isWaiting`: one is due and has not begun.
 *
 * undefined when the rule names no day.
 */
export function nextBeginMs(settings: Pick<ScheduleSettings, 'time' | 'days' | 'pauseWindow'>, zone: string, nowMs: number, isWaiting = false): number | undefined {
  const { pauseWindow } = settings;
  const untilEndOfPause = (ms: number) => (pauseWindow && pausedAt(pauseWindow, civilTime(zone, ms).minute) ? endOf(pauseWindow, zone, ms) : ms);
  if (isWaiting) return untilEndOfPause(nowMs);
  const slotMs = nextSlotMs(settings, zone, nowMs);
  return slotMs === undefined ? undefined : untilEndOfPause(slotMs);
}

/** The first end of the window after a moment in it. */
function endOf({ to }: PauseWindow, zone: string, ms: number): number {
  const { date, minute } = civilTime(zone, ms);
  return firstInstantOf(zone, { date: minute < minuteOf(to) ? date : addDays(date, 1), minute: minuteOf(to) });
}
