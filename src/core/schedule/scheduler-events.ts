import type { Absence, NotRunReason, SlotOutcome } from '../../terms/schedule-terms.js';
import type { ScheduleSettings } from './schedule-settings.js';
import type { SlotKey } from './slots.js';

/** What the person wants now, and since when: nothing before `sinceMs` is due by a rule that was not made yet. */
export interface Wishes {
  readonly settings: ScheduleSettings | undefined; // undefined: never set
  readonly sources: readonly string[]; //             ids, in the order of a run
  readonly sinceMs: number;
}

/** What the scheduler is told. Every event is also a look at the clock. */
export type SchedulerEvent =
  | { readonly type: 'agent-started'; readonly wishes: Wishes }
  | { readonly type: 'settings-changed'; readonly wishes: Wishes }
  | { readonly type: 'tick' }
  | { readonly type: 'woke' }
  | { readonly type: 'clock-changed' }
  | { readonly type: 'destination-reachable' }
  | { readonly type: 'destination-unreachable' }
  | { readonly type: 'source-finished'; readonly key: RunKey; readonly source: string; readonly outcome: SlotOutcome }
  | { readonly type: 'run-now'; readonly id: string } //     the same id again asks for nothing new
  | { readonly type: 'interrupt' }
  | { readonly type: 'signed-out' }
  | { readonly type: 'signed-in' }
  | { readonly type: 'session-ended' };

/** Names a run: its newest slot, or the request of the person. */
export type RunKey = SlotKey | `manual:${string}`;

export interface SourceResult {
  readonly source: string;
  readonly outcome: SlotOutcome;
}

/** The one entry in the history that a slot (or a run asked for by hand) ends with. Keeping it again under the same key changes nothing. */
export interface SlotRecord {
  readonly key: RunKey;
  readonly kind: 'scheduled' | 'manual';
  readonly dueMs: number;
  readonly results: readonly SourceResult[]; // one per source, in order
  /** The run whose outcome this is, when it was started for a later slot. */
  readonly servedBy?: RunKey | undefined;
  readonly because?: Absence | undefined;
}

export interface MissedSlot {
  readonly key: SlotKey;
  readonly dueMs: number;
  readonly reason: NotRunReason;
  readonly because?: Absence | undefined;
}

/**
 * What is to be done. `record` and `tell` come first and must be durable before the state is: after a crash in between they are asked for again, with the
 * same keys. The rest follows after the state is stored.
 */
export type SchedulerEffect =
  | { readonly type: 'record'; readonly record: SlotRecord }
  | { readonly type: 'tell'; readonly missed: readonly MissedSlot[]; readonly madeUpBy?: SlotKey | undefined }
  | { readonly type: 'start'; readonly key: RunKey; readonly kind: 'scheduled' | 'manual'; readonly source: string; readonly branch: number }
  | { readonly type: 'suspend'; readonly key: RunKey }
  | { readonly type: 'resume'; readonly key: RunKey }
  | { readonly type: 'interrupt'; readonly key: RunKey }
  /** Answer with `destination-reachable` or `-unreachable`; without an answer the run starts after a while all the same. */
  | { readonly type: 'probe' };
