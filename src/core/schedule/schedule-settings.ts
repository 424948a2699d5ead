import { CodedError } from '../../base/coded-error.js';
import { scheduleErrors } from '../../terms/errors/schedule-errors.js';
import { catchUpRules, type CatchUpRule } from '../../terms/schedule-terms.js';

/** A part of every day, HH:MM to HH:MM (not included), in local time; it spans midnight when `to` is earlier than `from`. */
export interface PauseWindow {
  readonly from: string;
  readonly to: string;
}

/** What the person wants. */
export interface ScheduleSettings {
  readonly on: boolean;
  readonly time: string; //                  HH:MM, local
  readonly days: readonly number[]; //       0 = Sunday … 6, ascending
  readonly pauseWindow?: PauseWindow | undefined;
  readonly catchUp: CatchUpRule;
}

export const EVERY_DAY: readonly number[] = [0, 1, 2, 3, 4, 5, 6];
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Minutes since midnight of HH:MM. */
export function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

/**
 * The settings if they make sense, in their one written form.
 * @throws CodedError schedule.bad-time, schedule.bad-days, schedule.bad-pause-window, schedule.bad-catch-up
 */
export function checkedSettings(settings: ScheduleSettings): ScheduleSettings {
  const { time, days, pauseWindow, catchUp, on } = settings;
  if (!TIME.test(time)) throw CodedError.of(scheduleErrors, 'schedule.bad-time', time, { data: { time } });
  if (days.length === 0 || !days.every(day => EVERY_DAY.includes(day))) throw CodedError.of(scheduleErrors, 'schedule.bad-days', days.join(), { data: {} });
  if (pauseWindow && !isWindow(pauseWindow)) {
    const window = `${pauseWindow.from}-${pauseWindow.to}`;
    throw CodedError.of(scheduleErrors, 'schedule.bad-pause-window', window, { data: { window } });
  }
  if (!catchUpRules.includes(catchUp)) throw CodedError.of(scheduleErrors, 'schedule.bad-catch-up', catchUp, { data: { rule: catchUp } });
  return { on, time, days: [...new Set(days)].toSorted((a, b) => a - b), ...(pauseWindow && { pauseWindow: { from: pauseWindow.from, to: pauseWindow.to } }), catchUp };
}

/** Whether a minute of the day lies in the window. */
export function pausedAt({ from, to }: PauseWindow, minute: number): boolean {
  const [begin, end] = [minuteOf(from), minuteOf(to)];
  return begin < end ? begin <= minute && minute < end : begin <= minute || minute < end;
}

/** A window from a time to itself would be empty or the whole day, nobody knows which. */
function isWindow({ from, to }: PauseWindow): boolean {
  return TIME.test(from) && TIME.test(to) && from !== to;
}
