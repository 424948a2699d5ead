import { CodedError } from '../../base/coded-error.js';
import type { FileFailure } from '../../core/backup/run-report.js';
import type { Activity, ActivityLog } from '../../core/ports/local-catalog-state.js';
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
  readonly counts?: Partial<OperationCounts> | undefined;
  readonly errors?: readonly PathFailure[] | undefined;
  readonly code?: string | undefined; // why the whole failed
  /** What a restore in place changes, by path: recorded before it writes anything, so that a restore that dies can be undone, too. */
  readonly states?: readonly Pick<RestoredState, 'path' | 'restored' | 'before'>[] | undefined;
  readonly undoes?: string | undefined;
  readonly undone?: boolean | undefined;
}

export type OperationCounts = Readonly<Record<'files' | 'bytes' | 'unchanged' | 'removed' | 'versions' | 'failed', number>>;

/** Of the paths and failures of one operation this many are kept. */
const MAX_KEPT = 100;

/** The rows of one call: one number, a branch per source. */
export class OperationHistory {
  readonly #workspace: Pick<Workspace, 'state' | 'clock'>;
  readonly #kind: 'restore' | 'delete';
  readonly #rows = new Map<string, Activity & { readonly details: OperationDetails }>();
  #number: number | undefined;

  constructor(workspace: Pick<Workspace, 'state' | 'clock'>, kind: 'restore' | 'delete') {
    this.#workspace = workspace;
    this.#kind = kind;
  }

  /** As the first row is called; undefined before it begins. */
  get number(): string | undefined {
    return this.#number === undefined ? undefined : numberOf({ number: this.#number, branch: 0 });
  }

  begin(source: string, { paths, ...more }: Omit<OperationDetails, 'pathCount'>): void {
    const { state, clock } = this.#workspace;
    const details = { ...more, paths: paths.slice(0, MAX_KEPT), pathCount: paths.length };
    const row = state.activities.begin({ kind: this.#kind, cause: 'manual', source, startedMs: clock.nowMs(), status: 'running', details }, this.#number);
    this.#number = row.number;
    this.#rows.set(source, { ...row, details });
  }

  /** Adds to a row what is known by now. */
  note(source: string, more: Partial<OperationDetails>): void {
    const row = this.#rows.get(source);
    if (!row) return;
    const noted = { ...row, details: { ...row.details, ...more } };
    this.#rows.set(source, noted);
    this.#workspace.state.activities.finish(noted);
  }

  finish(source: string, counts: Partial<OperationCounts>, failures: readonly FileFailure[] = [], sequence?: number): void {
    const errors = failures.slice(0, MAX_KEPT).map(({ path, code, message }) => ({ path, code, message }));
    this.#end(source, statusOfRun(failures.map(({ code }) => code)), { counts, errors }, sequence);
  }

  /** Ends what is still open: the operation as a whole failed. */
  fail(failure: unknown, aborted: boolean): void {
    const code = failure instanceof CodedError ? failure.code : undefined;
    for (const source of [...this.#rows.keys()]) this.#end(source, aborted ? 'interrupted' : reasonOfCode(code ?? ''), { code }, undefined);
  }

  #end(source: string, status: RunStatus, more: Partial<OperationDetails>, sequence: number | undefined): void {
    const { state, clock } = this.#workspace;
    const row = this.#rows.get(source);
    this.#rows.delete(source);
    if (row) state.activities.finish({ ...row, status, finishedMs: clock.nowMs(), sequence, details: { ...row.details, ...more } });
  }
}

/** Ends the rows of operations that died with an earlier process: whoever holds the state folder is the only one that could still be at them. */
export function closeAbandoned(activities: ActivityLog, nowMs: number): void {
  const bornMs = nowMs - process.uptime() * 1_000;
  for (const row of activities.running()) {
    if (row.kind !== 'backup' && row.startedMs < bornMs) activities.finish({ ...row, status: 'interrupted', finishedMs: row.startedMs });
  }
}

export function detailsOf({ details }: Activity): OperationDetails {
  return { name: '', paths: [], pathCount: 0, ...details as Partial<OperationDetails> | null };
}

export function operationRow(activity: Activity): OperationRow {
  const { name, paths, pathCount, to, counts, errors = [], undoes, undone = false } = detailsOf(activity);
  const isRunning = activity.finishedMs === undefined;
  return {
    number: numberOf(activity), kind: activity.kind === 'delete' ? 'delete' : 'restore', sourceId: activity.source, source: name,
    status: isRunning ? 'running' : activity.status === 'completed' ? 'completed' : 'incomplete',
    reason: isRunning || activity.status === 'completed' ? undefined : activity.status,
    startedMs: activity.startedMs, finishedMs: activity.finishedMs, paths, pathCount, to,
    files: counts?.files ?? 0, bytes: counts?.bytes ?? 0, unchanged: counts?.unchanged ?? 0, removed: counts?.removed ?? 0, versions: counts?.versions ?? 0,
    failed: counts?.failed ?? 0, errors, undoes, undone,
  };
}
