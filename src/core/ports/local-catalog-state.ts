import type { Disposable } from '../../base/disposable.js';
import type { SourceId } from './catalog.js';
import type { DirtyRanges } from './dirty-ranges.js';
import type { NoticeLog } from './notice-log.js';

/** Plain values under names of src/terms, as JSON. A change survives power loss when `set` returns. */
export interface SettingsStore {
  get(name: string): unknown;
  /** undefined removes. */
  set(name: string, value: unknown): void;
  /** All whose names begin so, by name. */
  list(prefix: string): ReadonlyMap<string, unknown>;
}

/** A request that must happen exactly once although its sender may repeat it: a click, a notice to deliver. */
export interface OutboxEntry {
  readonly id: string;
  readonly kind: string;
  readonly payload: unknown;
  readonly createdMs: number;
}

export interface Outbox {
  /** Remembers durably; false: this id is known already, done or not. */
  add(entry: OutboxEntry): boolean;
  /** What is not done, oldest first. */
  open(kind?: string): readonly OutboxEntry[];
  /** Remembers durably that it is being carried out; false: it was begun before, and nobody knows how far it came. */
  begin(id: string): boolean;
  done(id: string): void;
  /** Forgets what was done and is older; until then a repeated id is recognised. */
  prune(beforeMs: number): void;
}

/** What a row of the history was begun for, when that must happen once although its process may die: a click, a button. */
export interface ActionPart {
  readonly action: string; // the id of what was asked for
  readonly part: string; //   which of its rows: by source, for example
}

/** A row of the history that people see: also of what never reached the vault. */
export interface Activity {
  readonly number: number; //             000001 of 000001-0: one for all sources of a scheduled run
  readonly branch: number; //             0 of 000001-0
  readonly kind: 'backup' | 'restore' | 'delete';
  readonly cause: 'scheduled' | 'manual' | 'continuous';
  readonly source: SourceId;
  readonly startedMs: number;
  readonly finishedMs: number | undefined; // undefined: running
  readonly status: string; //             of src/terms
  readonly sequence: number | undefined; // the run in the vault, where there is one
  readonly details: unknown; //           counts, from, to
  readonly begunFor?: ActionPart | undefined;
}

export interface ActivityLog {
  /**
   * Begins a row: in a new number, or as the next branch of a number. What was begun for the same part of an action before goes on in its row, with the details that are there; further parts of
   * an action join its number.
   */
  begin(activity: Omit<Activity, 'number' | 'branch' | 'finishedMs' | 'sequence'>, number?: number): Activity;
  /** Also for a row that was finished: the last word counts. Several change together or not at all. */
  finish(...activities: readonly Activity[]): void;
  /** The rows that were begun for an action, in the order of their numbers. */
  begunFor(action: string): readonly Activity[];
  /** Newest first; `kind` is one of the three histories. */
  list(query: { readonly kind: Activity['kind']; readonly limit: number; readonly offset?: number }): readonly Activity[];
  count(kind: Activity['kind']): number;
  /** The newest row of a source's backups that has ended. Cost: one row is read. */
  lastEnded(source: SourceId): Activity | undefined;
  /** Rows that say "running" from a process that is gone. */
  running(): readonly Activity[];
}

/** How far a source's versions were shown to be restorable, and where the check goes on. */
export interface Proof {
  readonly source: SourceId;
  readonly provenMs: number | undefined; // end of the last complete check
  readonly cursor: string; //               '' at the beginning
}

export interface Proofs {
  get(source: SourceId): Proof;
  set(proof: Proof): void;
}

/**
 * What this installation knows and no vault can give back. Apart from the catalog, because it must be writable and durable
 * at once while a run's transaction is open, and must survive a rebuild. Calls are synchronous; a change costs one file sync.
 */
export interface LocalState extends Disposable {
  readonly settings: SettingsStore;
  readonly outbox: Outbox;
  readonly activities: ActivityLog;
  readonly proofs: Proofs;
  readonly dirtyRanges: DirtyRanges;
  readonly notices: NoticeLog;
  dispose(): void;
}
