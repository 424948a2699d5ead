import type { Absence } from '../../terms/schedule-terms.js';
import { addDays, daysBetween } from './civil-date.js';
import type { Moment } from './evidence.js';
import { missedEffects, type Missed } from './missed-slots.js';
import { unchanged, type DueSlot, type SchedulerState, type Step } from './scheduler-state.js';
import { lastPassed, momentOf, slotsWithin } from './slots.js';

/** Slots further back than this are passed over without a record: the clock of a PC whose battery is flat begins in 1970. */
const MAX_DAYS_BACK = 400;
/** Travel takes the date back by two days at most. Further back means that somebody set the clock. */
const MAX_TRAVEL_DAYS = 2;
/** Enough that a clock put back finds again what has run since. */
const MAX_TAKEN = 64;
/** So late is on time, whatever lay between: looks are a minute apart. */
const ON_TIME_MS = 60_000;
/** The PC was starting at the set time, and the agent with it. */
const STARTING_UP_MS = 600_000;

export interface Look {
  /** What kept us from looking since the last look; undefined when nothing did. */
  readonly absence: Absence | undefined;
  /** Slots after this instant are left to a later look. */
  readonly untilMs: number;
  /** Slots that waited for their run when the last process ended. */
  readonly held?: readonly DueSlot[];
}

/**
 * Goes back to the present when the clock was ahead by days and has been put right: those days come again, now really, or there would be no backup for as
 * long as the clock was ahead. What ran meanwhile is in `taken` and does not run twice.
 */
export function backToPresent(state: SchedulerState, at: Moment): SchedulerState {
  if (!state.settings) return state;
  const passed = lastPassed(state.settings.time, at.zone, at.wallMs);
  return daysBetween(passed, state.through) > MAX_TRAVEL_DAYS ? { ...state, through: passed } : state;
}

/** Finds the slots that came due since the last look and decides on each: it gets a run, or it was missed. */
export function lookForSlots(state: SchedulerState, at: Moment, look: Look): Step {
  const { settings, sources, through, taken } = state;
  const held = look.held ?? [];
  if (!settings) return unchanged(state);
  const passed = lastPassed(settings.time, at.zone, look.untilMs);
  const looked = passed > through ? { ...state, through: passed } : state;
  if (sources.length === 0 || (!settings.on && held.length === 0)) return unchanged(looked);
  const oldest = addDays(passed, -MAX_DAYS_BACK);
  const fresh = !settings.on || passed <= through ? [] : slotsWithin(settings, through > oldest ? through : oldest, passed)
    .filter(key => !taken.includes(key)).map(key => ({ key, dueMs: momentOf(key, at.zone) }));
  const due = [...held, ...fresh];
  return due.length === 0 ? unchanged(looked) : decide(looked, due, at, look.absence);
}

/** One run does for all slots that wait, so only the newest one gets it. */
function decide(state: SchedulerState, due: readonly DueSlot[], at: Moment, absence: Absence | undefined): Step {
  const newest = due.at(-1) as DueSlot;
  const isOnTime = absence === undefined || isFresh(newest, at, absence);
  const wanted = isOnTime || state.settings?.catchUp === 'run' ? newest : undefined;
  const accepted = state.signedOut ? undefined : wanted;
  const missed = due.filter(slot => slot !== accepted).map((slot): Missed => (
    slot === wanted && isOnTime ? { slot, reason: 'signed-out' } : { slot, reason: 'pc-off', because: absence ?? 'clock-moved' }
  ));
  return {
    state: accepted ? accept(state, accepted) : state,
    effects: missedEffects(missed, state.sources, accepted),
  };
}

function isFresh({ dueMs }: DueSlot, { wallMs, upMs }: Moment, absence: Absence): boolean {
  const lateMs = wallMs - dueMs;
  return lateMs <= ON_TIME_MS || (absence === 'off' && lateMs <= STARTING_UP_MS && dueMs >= wallMs - upMs);
}

function accept(state: SchedulerState, slot: DueSlot): SchedulerState {
  return {
    ...state,
    taken: [...state.taken.filter(key => key !== slot.key), slot.key].slice(-MAX_TAKEN),
    waiting: { ...state.waiting, slots: [...state.waiting?.slots ?? [], slot] },
  };
}
