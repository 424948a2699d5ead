/** Local time of day and weekdays (0 = Sunday) of scheduled runs. */
export interface ScheduleRule {
  readonly time: string; //             HH:MM
  readonly days: readonly number[];
}

/** One wanted run. `date` (YYYY-MM-DD, local) is its name: two looks at one slot see the same name. */
export interface Slot {
  readonly date: string;
  readonly atMs: number;
}

const DAY_MS = 86_400_000;
/** A week holds every weekday; one more day covers the hours around the edges. */
const LOOK_DAYS = 8;

/**
 * The newest slot at or before `nowMs`; undefined when the rule names no day.
 *
 * A time that does not exist (the clock is put forward over it) means the first instant after the gap; of a time that comes twice the first counts.
 * Both follow from how ECMAScript resolves local times (ECMA-262, section 21.4.1.26).
 */
export function lastSlot(rule: ScheduleRule, nowMs: number): Slot | undefined {
  return nearestSlot(rule, nowMs, -1, slot => slot.atMs <= nowMs);
}

/** The next slot after `nowMs`. */
export function nextSlot(rule: ScheduleRule, nowMs: number): Slot | undefined {
  return nearestSlot(rule, nowMs, 1, slot => slot.atMs > nowMs);
}

/**
 * The slot that a run should be started for now: the newest one, unless it was decided already (`decidedDate`) or lies before the rule was made.
 *
 * A slot missed while the PC was off is due as soon as somebody looks; of several missed ones only the newest is.
 */
export function dueSlot(rule: ScheduleRule, nowMs: number, decided: { readonly date: string | undefined; readonly sinceMs: number }): Slot | undefined {
  const slot = lastSlot(rule, nowMs);
  if (!slot || slot.atMs < decided.sinceMs) return undefined;
  return decided.date !== undefined && decided.date >= slot.date ? undefined : slot;
}

function nearestSlot(rule: ScheduleRule, nowMs: number, direction: 1 | -1, fits: (slot: Slot) => boolean): Slot | undefined {
  for (let day = -1; day <= LOOK_DAYS; day += 1) {
    const slot = slotOn(rule, new Date(nowMs + direction * day * DAY_MS));
    if (slot && fits(slot)) return slot;
  }
  return undefined;
}

function slotOn({ time, days }: ScheduleRule, day: Date): Slot | undefined {
  const [hour, minute] = time.split(':').map(Number) as [number, number];
  const at = new Date(day.getFullYear(), day.getMonth(), day.getDate(), hour, minute);
  if (!days.includes(new Date(day.getFullYear(), day.getMonth(), day.getDate(), 12).getDay())) return undefined;
  const two = (value: number) => String(value).padStart(2, '0');
  return { date: `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`, atMs: at.getTime() };
}
