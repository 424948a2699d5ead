import type { Absence, NotRunReason, SlotOutcome } from '../../terms/schedule-terms.js';
import type { MissedSlot, SchedulerEffect, SlotRecord, SourceResult } from './scheduler-events.js';
import type { DueSlot } from './scheduler-state.js';

export interface Missed {
  readonly slot: DueSlot;
  readonly reason: NotRunReason;
  readonly because?: Absence | undefined;
}

/**
 * A record for each missed slot, and one notice for all.
 *
 * A time that the clock was put over is recorded but not told: the PC was on, and nobody can do anything about it.
 */
export function missedEffects(missed: readonly Missed[], sources: readonly string[], madeUp: DueSlot | undefined): readonly SchedulerEffect[] {
  const records = missed.map(({ slot, reason, because }): SlotRecord => ({
    ...slot, kind: 'scheduled', results: resultsOf(sources, { status: 'not-run', reason }), ...(because && { because }),
  }));
  const told = missed.filter(({ because }) => because !== 'clock-moved').map(({ slot, ...why }): MissedSlot => ({ ...slot, ...why }));
  return [
    ...records.map(record => ({ type: 'record', record }) as const),
    ...(told.length > 0 ? [{ type: 'tell', missed: told, ...(madeUp && { madeUpBy: madeUp.key }) } as const] : []),
  ];
}

/** The same outcome for every source. */
export function resultsOf(sources: readonly string[], outcome: SlotOutcome): readonly SourceResult[] {
  return sources.map(source => ({ source, outcome }));
}
