import type { SourceSettings } from '../core/backup/source-settings.js';
import type { Activity } from '../core/ports/local-catalog-state.js';
import type { SlotRecord } from '../core/schedule/scheduler-events.js';
import type { RunReason } from '../terms/run-status.js';
import { isNotRunReason, type SlotOutcome } from '../terms/schedule-terms.js';
import { sourcesOf } from './sources.js';
import type { Workspace } from './workspace.js';

/** How far back the rows of a slot are looked for: a year and more of daily runs of two sources. */
const ROWS_BACK = 1000;

/**
 * Brings the scheduler's records into the history that people see. A run writes the rows of its sources itself; what no run could write is written here:
 * what was not run, what was given up before it began, and what ended with its process.
 *
 * Idempotent by slot and source: recording again changes the row that is there.
 */
export class SlotHistory {
  readonly #workspace: Workspace;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  record({ key, kind, dueMs, results, because, servedBy }: SlotRecord): void {
    const { activities } = this.#workspace.state;
    const rows = this.#rowsOf(key);
    let number = rows[0]?.number;
    for (const { source, outcome } of results) {
      const written = rows.find(row => row.source === source);
      if (written?.finishedMs !== undefined && !isNotRunReason(written.status)) continue; // the run has told it
      const { name = '', root = '' } = sourcesOf(this.#workspace).find(({ id }) => id === source) ?? {};
      const row = written ?? activities.begin({ kind: 'backup', cause: kind, source, startedMs: dueMs, status: 'running', details: { slot: key } }, number);
      number ??= row.number;
      activities.finish({ ...row, finishedMs: dueMs, status: outcome.status === 'completed' ? outcome.status : outcome.reason, details: { name, root, slot: key, because, servedBy } });
    }
  }

  /** How the run's own row says that a source ended. */
  outcomeOf(key: string, source: string): SlotOutcome {
    const ended = this.#rowsOf(key).find(row => row.source === source && row.finishedMs !== undefined && !isNotRunReason(row.status));
    const status = ended?.status ?? 'interrupted'; // without a row it never began
    return status === 'completed' ? { status } : { status: 'incomplete', reason: status as RunReason };
  }

  /** Newest first. */
  #rowsOf(key: string): readonly Activity[] {
    return this.#workspace.state.activities.list({ kind: 'backup', limit: ROWS_BACK }).filter(({ details }) => (details as { readonly slot?: string } | null)?.slot === key);
  }
}

/** Of sources that a backup asked for by hand has not come to, because an earlier one was interrupted. `number`: that of the run, if it has one. */
export function recordNotBegun({ state: { activities }, clock }: Pick<Workspace, 'state' | 'clock'>, sources: readonly SourceSettings[], number: number | undefined): void {
  let taken = number;
  for (const { id, name, root } of sources) {
    const row = activities.begin({ kind: 'backup', cause: 'manual', source: id, startedMs: clock.nowMs(), status: 'running', details: { name, root } }, taken);
    taken = row.number;
    activities.finish({ ...row, finishedMs: row.startedMs, status: 'earlier-interrupted' });
  }
}
