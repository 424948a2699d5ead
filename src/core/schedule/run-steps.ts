import type { Absence, SlotOutcome } from '../../terms/schedule-terms.js';
import { resultsOf } from './missed-slots.js';
import type { RunKey, SchedulerEffect, SourceResult } from './scheduler-events.js';
import { unchanged, type DueSlot, type RunInProgress, type SchedulerState, type Step } from './scheduler-state.js';

/** Begins a run over all sources; it serves every slot that waits. */
export function begin(state: SchedulerState, key: RunKey, kind: RunInProgress['kind'], dueMs: number): Step {
  const { waiting, ...rest } = state;
  const { sources } = state;
  const slots = waiting?.slots ?? [];
  const running: RunInProgress = { key, kind, dueMs, slots, sources, results: [], suspended: false };
  const [first] = sources;
  if (first === undefined) return finish({ ...rest, running }, undefined);
  return { state: { ...rest, running }, effects: [startOf(running, first)] };
}

/**
 * Notes how a source's backup ended and goes on to the next. When it was interrupted, the later sources are not run.
 *
 * What belongs to another run, or to a source that is not at work, is an echo and changes nothing.
 */
export function sourceFinished(state: SchedulerState, key: RunKey, source: string, outcome: SlotOutcome): Step {
  const { running } = state;
  if (running?.key !== key || running.sources[running.results.length] !== source) return unchanged(state);
  const results = [...running.results, { source, outcome }];
  if (wasInterrupted(outcome)) return finish({ ...state, running: { ...running, results: withRestNotRun(running, results) } }, undefined);
  const goesOn: RunInProgress = { ...running, results };
  const next = running.sources[results.length];
  const after = { ...state, running: goesOn };
  return next === undefined ? finish(after, undefined) : { state: after, effects: [startOf(goesOn, next)] };
}

/** Ends a run whose process vanished without a word. */
export function vanished(state: SchedulerState, because: Absence): Step {
  const { running } = state;
  if (!running) return unchanged(state);
  const source = running.sources[running.results.length] as string;
  const results: SourceResult[] = [...running.results, { source, outcome: { status: 'incomplete', reason: 'power-loss' } }];
  return finish({ ...state, running: { ...running, results: withRestNotRun(running, results) } }, because);
}

/** What was to run, but the person wants it no more. */
export function forgetWaiting(state: SchedulerState): Step {
  const { waiting, ...rest } = state;
  if (!waiting) return unchanged(state);
  const results = resultsOf(state.sources, { status: 'incomplete', reason: 'interrupted' });
  return { state: rest, effects: waiting.slots.map(slot => ({ type: 'record', record: { ...slot, kind: 'scheduled', results } })) };
}

export function setSuspended(state: SchedulerState, running: RunInProgress, suspended: boolean): Step {
  if (running.suspended === suspended) return unchanged(state);
  return { state: { ...state, running: { ...running, suspended } }, effects: [{ type: suspended ? 'suspend' : 'resume', key: running.key }] };
}

function startOf({ key, kind, results }: RunInProgress, source: string): SchedulerEffect {
  return { type: 'start', key, kind, source, branch: results.length };
}

function wasInterrupted(outcome: SlotOutcome): boolean {
  return outcome.status === 'incomplete' && (outcome.reason === 'interrupted' || outcome.reason === 'power-loss');
}

function withRestNotRun({ sources }: RunInProgress, results: readonly SourceResult[]): readonly SourceResult[] {
  return [...results, ...resultsOf(sources.slice(results.length), { status: 'not-run', reason: 'earlier-interrupted' })];
}

/** One record for the run, and one for each other slot that it served. */
function finish(state: SchedulerState, because: Absence | undefined): Step {
  const { running, ...rest } = state;
  const { key, kind, dueMs, results, slots } = running as RunInProgress;
  const common = { results, ...(because && { because }) };
  const served = slots.filter((slot: DueSlot) => slot.key !== key);
  return {
    state: rest,
    effects: [
      { type: 'record', record: { key, kind, dueMs, ...common } },
      ...served.map(slot => ({ type: 'record', record: { ...slot, kind: 'scheduled', servedBy: key, ...common } } as const)),
    ],
  };
}
