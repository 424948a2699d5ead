import type { Absence } from '../../terms/schedule-terms.js';
import { civilTime } from './civil-time.js';
import { backToPresent, lookForSlots } from './due-slots.js';
import { absenceBefore, absenceBetween, type Moment } from './evidence.js';
import { missedEffects } from './missed-slots.js';
import { begin, forgetWaiting, setSuspended, sourceFinished, vanished } from './run-steps.js';
import { pausedAt } from './schedule-settings.js';
import type { SchedulerEvent, Wishes } from './scheduler-events.js';
import { freshState, signOfLife, andThen, unchanged, type DueSlot, type SchedulerState, type Step } from './scheduler-state.js';
import { lastPassed } from './slots.js';

/** Longest random delay after a wake or a start; a network takes seconds to come back, and not every PC should call at once. */
const CALM_MS = 60_000;
/** A run that waited so long for its destination starts all the same: it finds out and reports what is wrong. */
const DESTINATION_WAIT_MS = 30 * 60_000;
/** A process that comes back within this time goes on waiting for what the last one waited for, even over a restart of the PC. */
const SHORT_ABSENCE_MS = 30 * 60_000;

/**
 * The scheduler: state and event in, state and effects out. It reads no clock and keeps no timer.
 *
 * Every event is a look: slots that came due since the last one are decided, whichever event says so. Ask at least every minute, after wake-up and after a
 * clock or zone change. Each slot ends with exactly one record; none gets two runs. Cost: tens of microseconds.
 */
export function schedule(earlier: SchedulerState | undefined, event: SchedulerEvent, at: Moment): Step {
  const state = backToPresent(earlier ?? freshState(at), at);
  if (event.type === 'agent-started') return lived(andThen(start(state, event.wishes, at), after => advance(after, at, undefined)), at);
  const absence = absenceBetween(state.seen, at);
  const awake = absence || event.type === 'woke' ? calmed(state, at) : state;
  const looked = lookForSlots(awake, at, { absence, untilMs: at.wallMs });
  const heard = andThen(looked, after => hear(after, event, at));
  return lived(andThen(heard, after => advance(after, at, event)), at);
}

/** A new process: what the last one left is judged by when it was last alive. */
function start(state: SchedulerState, wishes: Wishes, at: Moment): Step {
  const absence = absenceBefore(state.seen, at, state.sessionClosed);
  const { waiting, ...rest } = state;
  const goesOn = waiting && (absence !== 'off' || at.wallMs - state.seen.wallMs <= SHORT_ABSENCE_MS);
  const held = goesOn ? [] : waiting?.slots ?? [];
  const left = calmed({ ...rest, sessionClosed: false, ...(goesOn && { waiting: { slots: waiting.slots } }) }, at);
  return andThen(vanished(left, absence), after => adopt(after, wishes, at, absence, held));
}

/** Decides the slots of the old rule until the new one was made, then those of the new one. */
function adopt(state: SchedulerState, wishes: Wishes, at: Moment, absence: Absence | undefined, held: readonly DueSlot[]): Step {
  const sinceMs = Math.min(wishes.sinceMs, at.wallMs);
  const isSame = JSON.stringify(state.settings) === JSON.stringify(wishes.settings);
  const before = lookForSlots(state, at, { absence, untilMs: isSame ? at.wallMs : sinceMs, held });
  const adopted = andThen(before, after => {
    const { settings: old, ...rest } = after;
    const isNewTime = wishes.settings !== undefined && wishes.settings.time !== old?.time;
    const through = isNewTime ? lastPassed(wishes.settings.time, at.zone, sinceMs) : after.through;
    const next: SchedulerState = { ...rest, through, sources: wishes.sources, ...(wishes.settings && { settings: wishes.settings }) };
    return wishes.settings?.on ? unchanged(next) : forgetWaiting(next);
  });
  return andThen(adopted, after => lookForSlots(after, at, { absence, untilMs: at.wallMs }));
}

function hear(state: SchedulerState, event: SchedulerEvent, at: Moment): Step {
  switch (event.type) {
    case 'settings-changed': return adopt(state, event.wishes, at, undefined, []);
    case 'source-finished': return sourceFinished(state, event.key, event.source, event.outcome);
    case 'interrupt': return andThen(interruptRunning(state), forgetWaiting);
    case 'run-now': return runNow(state, `manual:${event.id}`, at);
    case 'signed-out': return unchanged({ ...state, signedOut: true });
    case 'signed-in': return unchanged({ ...state, signedOut: false });
    case 'session-ended': return unchanged({ ...state, sessionClosed: true });
    default: return unchanged(state);
  }
}

function interruptRunning(state: SchedulerState): Step {
  return { state, effects: state.running ? [{ type: 'interrupt', key: state.running.key }] : [] };
}

/** The person's wish waits for nothing; slots that wait are served by the same run. */
function runNow(state: SchedulerState, key: `manual:${string}`, at: Moment): Step {
  if (state.running || state.taken.includes(key) || state.sources.length === 0) return unchanged(state);
  return begin({ ...state, taken: [...state.taken, key] }, key, 'manual', at.wallMs);
}

/** Lets begin, suspends and resumes what time, pause window and destination allow. */
function advance(state: SchedulerState, at: Moment, event: SchedulerEvent | undefined): Step {
  const { running, waiting, settings } = state;
  const window = settings?.pauseWindow;
  const paused = window !== undefined && pausedAt(window, civilTime(at.zone, at.wallMs).minute);
  if (running) return setSuspended(state, running, paused && running.kind === 'scheduled');
  if (!waiting) return unchanged(state);
  if (paused || at.upMs < state.calmUntilUpMs) return unchanged({ ...state, waiting: { slots: waiting.slots } });
  if (state.signedOut) return missSignedOut(state);
  const sinceUpMs = waiting.probingSinceUpMs ?? at.upMs;
  const newest = waiting.slots.at(-1) as DueSlot;
  if (event?.type === 'destination-reachable' || at.upMs - sinceUpMs >= DESTINATION_WAIT_MS) return begin(state, newest.key, 'scheduled', newest.dueMs);
  return {
    state: { ...state, waiting: { ...waiting, probingSinceUpMs: sinceUpMs } },
    effects: event?.type === 'destination-unreachable' ? [] : [{ type: 'probe' }],
  };
}

function missSignedOut(state: SchedulerState): Step {
  const { waiting, ...rest } = state;
  return { state: rest, effects: missedEffects((waiting?.slots ?? []).map(slot => ({ slot, reason: 'signed-out' })), state.sources, undefined) };
}

function calmed(state: SchedulerState, { upMs, chance }: Moment): SchedulerState {
  return { ...state, calmUntilUpMs: upMs + chance * CALM_MS };
}

function lived({ state, effects }: Step, at: Moment): Step {
  return { state: { ...state, seen: signOfLife(at) }, effects };
}
