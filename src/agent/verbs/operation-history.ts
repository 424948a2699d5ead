import { CodedError } from '../../base/coded-error.js';
import type { FileFailure } from '../../core/backup/run-report.js';
import type { Activity } from '../../core/ports/local-catalog-state.js';
import type { RestoredState } from '../../core/restore/restore-reversal.js';
import { reasonOfCode } from '../../terms/reason-of-code.js';
import { statusOfRun, type RunStatus } from '../../terms/run-status.js';
import type { OperationRow, PathFailure } from '../../wire/verbs/results.js';
import { numberOf } from '../backup-work.js';
import type { Workspace } from '../workspace.js';

/** What a row of the history of restores or deletions says beside what every activity says. */
export interface OperationDetails {
  readonly name: string;
  readonly paths: readonly string[];
  readonly pathCount: number;
  readonly to?: string | undefined;
  /** That place lies on a network drive. */
  readonly onNetwork?: boolean | undefined;
  readonly counts?: Partial<OperationCounts> | undefined;
  readonly errors?: readonly PathFailure[] | undefined;
  readonly code?: string | undefined; // why the whole failed
  /** What a restore in place changes, by path: recorded before it writes anything, so that a restore that dies can be undone, too. */
  readonly states?: readonly Pick<RestoredState, 'path' | 'restored' | 'before'>[] | undefined;
  readonly undoes?: string | undefined;
  readonly undone?: boolean | undefined;
}

export type OperationCounts = Readonly<Record<'files' | 'directories' | 'bytes' | 'unchanged' | 'removed' | 'versions' | 'failed', number>>;

/** Of the paths of one operation this many are kept, and of its failures. */
const MAX_PATHS = 100;
const MAX_ERRORS = 1_000;
/** Of each row of a list; a single row is told as a whole. */
export const MAX_LISTED_ERRORS = 100;

/** How what was broken off ends: the only rows that an action goes on with. */
const BROKEN_OFF: ReadonlySet<string> = new Set(['interrupted', 'power-loss'] satisfies readonly RunStatus[]);

/** Whether a row came to its end, well or badly. */
export function hasEnded({ finishedMs, status }: Activity): boolean {
  return finishedMs !== undefined && !BROKEN_OFF.has(status);
}

/** The rows of one call: one number, a branch per source. A call for an action that died before goes on in the rows that it began. */
export class OperationHistory {
  readonly #workspace: Pick<Workspace, 'state' | 'clock'>;
  readonly #kind: 'restore' | 'delete';
  readonly #action: string | undefined;
  readonly #rows = new Map<string, Activity & { readonly details: OperationDetails }>();
  #number: number | undefined;

  constructor(workspace: Pick<Workspace, 'state' | 'clock'>, kind: 'restore' | 'delete', action?: string) {
    this.#workspace = workspace;
    this.#kind = kind;
    this.#action = action;
  }

  /** What an earlier call for the action has brought to its end, by source. @throws CodedError what the whole failed with */
  ended(): ReadonlyMap<string, OperationDetails> {
    const rows = this.#action === undefined ? [] : this.#workspace.state.activities.begunFor(this.#action).filter(hasEnded);
    for (const row of rows) {
      const { code } = detailsOf(row);
      if (code !== undefined) throw new CodedError(code, `${numberOf(row)} has failed`, { kind: 'environment', retry: 'never' });
      this.#number = row.number;
    }
    return new Map(rows.map(row => [row.source, detailsOf(row)]));
  }

  /** As the first row is called; undefined before it begins. */
  get number(): string | undefined {
    return this.#number === undefined ? undefined : numberOf({ number: this.#number, branch: 0 });
  }

  begin(source: string, { paths, ...more }: Omit<OperationDetails, 'pathCount'>): void {
    const { state, clock } = this.#workspace;
    const details = { ...more, paths: paths.slice(0, MAX_PATHS), pathCount: paths.length };
    const begunFor = this.#action === undefined ? undefined : { action: this.#action, part: source };
    const row = state.activities.begin({ kind: this.#kind, cause: 'manual', source, startedMs: clock.nowMs(), status: 'running', details, begunFor }, this.#number);
    this.#number = row.number;
    this.#rows.set(source, { ...row, details: { ...details, states: detailsOf(row).states } });
  }

  /** What a restore in place has recorded that it changes; also of an earlier call for the action. */
  statesOf(source: string): NonNullable<OperationDetails['states']> {
    return this.#rows.get(source)?.details.states ?? [];
  }

  /** Adds to a row what is known by now. */
  note(source: string, more: Partial<OperationDetails>): void {
    const row = this.#rows.get(source);
    if (!row) return;
    const noted = { ...row, details: { ...row.details, ...more } };
    this.#rows.set(source, noted);
    this.#workspace.state.activities.finish(noted);
  }

  /** `also`: rows that change with it. */
  finish(source: string, counts: Partial<OperationCounts>, failures: readonly FileFailure[] = [], { sequence, also = [] }: { readonly sequence?: number | undefined; readonly also?: readonly Activity[] } = {}): void {
    const errors = failures.slice(0, MAX_ERRORS).map(({ path, code, message }) => ({ path, code, message }));
    this.#end(source, statusOfRun(failures.map(({ code }) => code), this.#isOnNetwork(source)), { counts, errors }, sequence, also);
  }

  /** Ends what is still open: the operation as a whole failed. */
  fail(failure: unknown, aborted: boolean): void {
    const code = failure instanceof CodedError ? failure.code : undefined;
    for (const source of [...this.#rows.keys()]) this.#end(source, aborted ? 'interrupted' : reasonOfCode(code ?? '', this.#isOnNetwork(source)), { code }, undefined);
  }

  #isOnNetwork(source: string): boolean {
    return this.#rows.get(source)?.details.onNetwork === true;
  }

  #end(source: string, status: RunStatus, more: Partial<OperationDetails>, sequence: number | undefined, also: readonly Activity[] = []): void {
    const { state, clock } = this.#workspace;
    const row = this.#rows.get(source);
    this.#rows.delete(source);
    if (row) state.activities.finish(...also, { ...row, status, finishedMs: clock.nowMs(), sequence, details: { ...row.details, ...more } });
  }
}

export function detailsOf({ details }: Activity): OperationDetails {
  return { name: '', paths: [], pathCount: 0, ...details as Partial<OperationDetails> | null };
}

export function operationRow(activity: Activity, mostErrors: number): OperationRow {
  const { name, paths, pathCount, to, counts, errors = [], undoes, undone = false, code } = detailsOf(activity);
  const isRunning = activity.finishedMs === undefined;
  return {
    number: numberOf(activity), kind: activity.kind === 'delete' ? 'delete' : 'restore', sourceId: activity.source, source: name,
    status: isRunning ? 'running' : activity.status === 'completed' ? 'completed' : 'incomplete',
    reason: isRunning || activity.status === 'completed' ? undefined : activity.status,
    startedMs: activity.startedMs, finishedMs: activity.finishedMs, paths, pathCount, to,
    files: counts?.files ?? 0, directories: counts?.directories ?? 0, bytes: counts?.bytes ?? 0, unchanged: counts?.unchanged ?? 0, removed: counts?.removed ?? 0, versions: counts?.versions ?? 0,
    failed: counts?.failed ?? 0, errors: errors.slice(0, mostErrors), undoes, undone, code,
  };
}
