import type { Absence } from '../../src/terms/schedule-terms.js';
import type { Moment } from '../../src/core/schedule/evidence.js';
import type { ScheduleSettings } from '../../src/core/schedule/schedule-settings.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** No zone puts its clocks back by more within a night. */
const OVERLAP_MS = 4 * 60 * MINUTE_MS;

/**
 * What ought to become of slots, told the plain way: a diary of days that reads the clock on the wall. It knows no instants of slots, no offsets and no state
 * machine; a slot has passed once the wall clock has shown its time or a later one.
 */
export class ScheduleDiary {
  /** Slot → `run`, or why it was missed. */
  readonly outcomes = new Map<string, 'run' | Absence | 'signed-out'>();
  readonly ran = new Set<string>();
  signedOut = false;
  #settings: ScheduleSettings;
  /** Days up to the origin, and these, are closed: nothing that falls on them is due any more. */
  #origin: number;
  readonly #closed = new Set<number>();

  constructor(settings: ScheduleSettings, at: Moment) {
    this.#settings = settings;
    this.#origin = passedDay(settings.time, at, true);
  }

  /** A look at the clock; `absence` is what lay between it and the one before. */
  look(at: Moment, absence: Absence | undefined, isContiguous: boolean): void {
    const { time, days, on, catchUp } = this.#settings;
    const passed = passedDay(time, at, !isContiguous);
    this.#takeBack(passed);
    const due: string[] = [];
    for (let day = this.#origin + 1; day <= passed; day += 1) {
      if (this.#closed.has(day)) continue;
      this.#closed.add(day);
      const name = `${new Date(day * DAY_MS).toISOString().slice(0, 10)}T${time}`;
      if (on && days.includes(new Date(day * DAY_MS).getUTCDay()) && !this.ran.has(name)) due.push(name);
    }
    const newest = due.at(-1);
    if (newest === undefined) return;
    const isOnTime = absence === undefined || this.#isFresh(at, absence);
    for (const name of due) this.outcomes.set(name, absence ?? 'clock-moved');
    if (isOnTime && this.signedOut) this.outcomes.set(newest, 'signed-out');
    else if ((isOnTime || catchUp === 'run') && !this.signedOut) {
      this.outcomes.set(newest, 'run');
      this.ran.add(newest);
    }
  }

  choose(settings: ScheduleSettings, at: Moment): void {
    const isNewTime = settings.time !== this.#settings.time;
    this.#settings = settings;
    if (!isNewTime) return;
    this.#closed.clear();
    this.#origin = passedDay(settings.time, at, true);
  }

  /** More than two days back: the clock was wrong, and what it showed beyond today has not been yet. */
  #takeBack(passed: number): void {
    const newestClosed = Math.max(this.#origin, ...[...this.#closed].slice(-1));
    if (newestClosed - passed <= 2) return;
    for (const day of [...this.#closed]) if (day > passed) this.#closed.delete(day);
    this.#origin = Math.min(this.#origin, passed);
  }

  #isFresh(at: Moment, absence: Absence): boolean {
    const { time } = this.#settings;
    const passed = passedDay(time, at, true);
    const passedBefore = (ms: number) => passedDay(time, { ...at, wallMs: at.wallMs - ms - 1 }, true) >= passed;
    return !passedBefore(MINUTE_MS) || (absence === 'off' && !passedBefore(Math.min(10 * MINUTE_MS, at.upMs)));
  }
}

/** The newest day on which the clock on the wall has shown the time; `thorough`: also when it was put back since. */
function passedDay(time: string, { zone, wallMs }: Moment, thorough: boolean): number {
  let newest = -Infinity;
  for (let ms = wallMs; ms >= wallMs - (thorough ? OVERLAP_MS : 0); ms -= MINUTE_MS) {
    const shown = shownAt(zone, ms);
    newest = Math.max(newest, shown.clock >= time ? shown.day : shown.day - 1);
  }
  return newest;
}

const printers = new Map<string, Intl.DateTimeFormat>();

function shownAt(zone: string, ms: number): { readonly day: number; readonly clock: string } {
  const printer = printers.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  printers.set(zone, printer);
  const [date, clock] = printer.format(ms).split(' ') as [string, string];
  return { day: Date.parse(`${date}T00:00Z`) / DAY_MS, clock };
}
