import * as v from 'valibot';
import { catchUpRules } from '../../terms/schedule-terms.js';
import type { Moment, SignOfLife } from './evidence.js';
import type { RunKey, SchedulerEffect, SourceResult } from './scheduler-events.js';
import type { ScheduleSettings } from './schedule-settings.js';
import type { CivilDate } from './civil-date.js';
import { lastPassed, type SlotKey } from './slots.js';

/** A slot that came due at an instant. */
export interface DueSlot {
  readonly key: SlotKey;
  readonly dueMs: number;
}

/** Slots whose run has not begun: one run will do for all of them. */
export interface Waiting {
  readonly slots: readonly DueSlot[]; // oldest first, at least one
  /** Uptime at which nothing but the destination was waited for. */
  readonly probingSinceUpMs?: number | undefined;
}

export interface RunInProgress {
  readonly key: RunKey;
  readonly kind: 'scheduled' | 'manual';
  readonly dueMs: number;
  readonly slots: readonly DueSlot[]; //        that end with this run
  readonly sources: readonly string[];
  readonly results: readonly SourceResult[]; // of the first sources; the next one is at work
  readonly suspended: boolean;
}

/** Everything the scheduler remembers: a small document, stored as JSON. */
export interface SchedulerState {
  readonly format: 1;
  readonly settings?: ScheduleSettings | undefined;
  readonly sources: readonly string[];
  /** All slots up to and with this day are decided or under way. */
  readonly through: CivilDate;
  /** The newest slots and requests that a run was given for; none of them gets a second one, even when the clock is put back. */
  readonly taken: readonly RunKey[];
  readonly seen: SignOfLife;
  readonly signedOut: boolean;
  readonly sessionClosed: boolean;
  /** Uptime before which no run begins: the network comes back a little later than the PC. */
  readonly calmUntilUpMs: number;
  readonly waiting?: Waiting | undefined;
  readonly running?: RunInProgress | undefined;
}

/** A state and what is to be done. */
export interface Step {
  readonly state: SchedulerState;
  readonly effects: readonly SchedulerEffect[];
}

export function unchanged(state: SchedulerState): Step {
  return { state, effects: [] };
}

export function andThen(step: Step, next: (state: SchedulerState) => Step): Step {
  const { state, effects } = next(step.state);
  return { state, effects: [...step.effects, ...effects] };
}

/** Of a scheduler that never ran: no slot before now is its business. */
export function freshState(at: Moment): SchedulerState {
  return {
    format: 1, sources: [], through: lastPassed('00:00', at.zone, at.wallMs), taken: [], seen: signOfLife(at), signedOut: false, sessionClosed: false, calmUntilUpMs: 0,
  };
}

export function signOfLife({ wallMs, upMs, awakeMs, bootId }: Moment): SignOfLife {
  return { wallMs, upMs, ...(awakeMs !== undefined && { awakeMs }), ...(bootId !== undefined && { bootId }) };
}

const slot = v.object({ key: v.string(), dueMs: v.number() });
const kind = v.picklist(['scheduled', 'manual']);
const outcome = v.object({ status: v.string(), reason: v.optional(v.string()) });

const State = v.object({
  format: v.literal(1),
  settings: v.optional(v.object({
    on: v.boolean(), time: v.string(), days: v.array(v.number()), catchUp: v.picklist(catchUpRules),
    pauseWindow: v.optional(v.object({ from: v.string(), to: v.string() })),
  })),
  sources: v.array(v.string()),
  through: v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/)),
  taken: v.array(v.string()),
  seen: v.object({ wallMs: v.number(), upMs: v.number(), awakeMs: v.optional(v.number()), bootId: v.optional(v.string()) }),
  signedOut: v.boolean(), sessionClosed: v.boolean(), calmUntilUpMs: v.number(),
  waiting: v.optional(v.object({ slots: v.pipe(v.array(slot), v.minLength(1)), probingSinceUpMs: v.optional(v.number()) })),
  running: v.optional(v.object({
    key: v.string(), kind, dueMs: v.number(), slots: v.array(slot), sources: v.array(v.string()),
    results: v.array(v.object({ source: v.string(), outcome })), suspended: v.boolean(),
  })),
});

/** A stored state; undefined when there is none, or none that can be understood. */
export function parseState(stored: unknown): SchedulerState | undefined {
  const parsed = v.safeParse(State, stored);
  return parsed.success ? parsed.output as SchedulerState : undefined;
}
