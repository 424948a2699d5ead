import { CodedError } from '../../base/coded-error.js';
import type { CatalogReader, CommittedRun } from '../../core/ports/catalog.js';
import type { Activity } from '../../core/ports/local-catalog-state.js';
import { namedSource, type NamedSource } from '../../core/restore/locate-source.js';
import type { RunCounts } from '../../core/vault/runs/run-root.js';
import { restoreErrors } from '../../terms/errors/restore-errors.js';
import { isHookCode } from '../../terms/hook-codes.js';
import { isNotRunReason } from '../../terms/schedule-terms.js';
import type { RunDetails, RunSummary } from '../../wire/verbs/results.js';
import { numberOf } from '../backup-work.js';
import { MAX_LISTED_ERRORS, operationRow } from './operation-history.js';
import { rowCounts, rowsOfRuns } from './run-rows.js';
import type { Verb } from './verb.js';

const PAGE_ROWS = 100;
/** Older continuous runs than this many are not shown day by day; scheduled ones always are. */
const CONTINUOUS_LIMIT = 10_000;
/** Of a day's errors this many are told; a file that fails all day is one of them. */
const MOST_ERRORS = 100_000;

/** History, newest first: a row per scheduled or manual run and source, one per source and day of continuous protection, and runs that failed as a whole. */
export const runsVerb: Verb<'runs'> = ({ workspace }, { page }) => {
  const rows = historyRows(workspace.catalog, workspace.state.activities.list({ kind: 'backup', limit: 100_000 }));
  const pages = Math.max(1, Math.ceil(rows.length / PAGE_ROWS));
  return { runs: rows.slice((page - 1) * PAGE_ROWS, page * PAGE_ROWS), page, pages };
};

/** Older restores and deletions than this many are not looked through for a number. */
const OPERATIONS_LIMIT = 100_000;

/** The history of restores, or that of deletions, newest first: a row per call and source. With a number only its rows, with all that is kept of them. */
export const operationsVerb: Verb<'operations'> = ({ workspace: { state } }, { kind, page, number }) => {
  if (number !== undefined) {
    const found = state.activities.list({ kind, limit: OPERATIONS_LIMIT }).filter(row => (number.includes('-') ? numberOf(row) === padded(number) : row.number === Number(number)));
    if (found.length === 0) throw CodedError.of(restoreErrors, 'restore.unknown-run', `no ${kind} ${number}`, { data: { number } });
    return { operations: found.map(row => operationRow(row, Number.POSITIVE_INFINITY)), page: 1, pages: 1 };
  }
  const pages = Math.max(1, Math.ceil(state.activities.count(kind) / PAGE_ROWS));
  const operations = state.activities.list({ kind, limit: PAGE_ROWS, offset: (page - 1) * PAGE_ROWS }).map(row => operationRow(row, MAX_LISTED_ERRORS));
  return { operations, page, pages };
};

/** One run by its number; continuous and other unnumbered runs go by `source-sequence` as `runs` prints it. */
export const runVerb: Verb<'run'> = ({ workspace }, { number }) => {
  const { catalog, state, installation } = workspace;
  const wanted = number.includes('-') ? number : `${number.padStart(6, '0')}-0`;
  const row = historyRows(catalog, state.activities.list({ kind: 'backup', limit: 100_000 })).find(run => run.number === wanted || run.number === number)
    ?? continuousDayOf(catalog, number);
  if (!row) throw CodedError.of(restoreErrors, 'restore.unknown-run', `no run ${number}`, { data: { number } });
  const source = catalog.source(row.sourceId);
  const errors = row.sequence > 0 && source ? errorsOf(catalog, row) : [];
  const details: RunDetails = {
    ...row,
    root: source ? namedSource(source).definition.root : '',
    vault: installation?.vault.location ?? '',
    errors: errors.map(({ path, code }) => ({ path: path === '' && isHookCode(code) ? row.source : path, code, message: '' })),
  };
  return details;
};

/** `12-0` as the history has it. */
function padded(number: string): string {
  const [call = '', branch = ''] = number.split('-');
  return numberOf({ number: Number(call), branch: Number(branch) });
}

/** Of a day of continuous protection those of all its runs that the row stands for, the newest first, each file and reason once. */
function errorsOf(catalog: CatalogReader, row: RunSummary): readonly { readonly path: string; readonly code: string }[] {
  if (row.kind !== 'continuous') return catalog.runErrors(row.sourceId, row.sequence);
  const day = dayOf(row.startedMs);
  const found = new Map<string, { readonly path: string; readonly code: string }>();
  for (const run of catalog.runs(row.sourceId, { kinds: ['continuous'], before: row.sequence + 1, limit: CONTINUOUS_LIMIT })) {
    if (dayOf(run.startedMs) !== day || found.size >= MOST_ERRORS) break;
    for (const error of catalog.runErrors(row.sourceId, run.sequence)) found.set(`${error.code} ${error.path}`, error);
  }
  return [...found.values()].slice(0, MOST_ERRORS);
}

function dayOf(ms: number): string {
  return new Date(ms).toDateString();
}

/** A day's row as it was when a run of that number was its newest: the row goes on under the numbers of later ones. */
function continuousDayOf(catalog: CatalogReader, number: string): RunSummary | undefined {
  const [, prefix, sequence] = /^([0-9a-f]{8})-(\d+)$/.exec(number) ?? [];
  const entry = catalog.sources().find(({ id }) => prefix !== undefined && id.startsWith(prefix));
  if (!entry) return undefined;
  return continuousDays(namedSource(entry), catalog.runs(entry.id, { kinds: ['continuous'], before: Number(sequence) + 1, limit: CONTINUOUS_LIMIT })).find(row => row.number === number);
}

function historyRows(catalog: CatalogReader, activities: readonly Activity[]): readonly RunSummary[] {
  const rows: RunSummary[] = [];
  for (const entry of catalog.sources()) {
    if (entry.lastSequence === 0) continue;
    const source = namedSource(entry);
    for (const run of catalog.runs(entry.id, { kinds: ['scheduled', 'manual', 'restore'] })) rows.push(committedRow(source, run));
    rows.push(...continuousDays(source, catalog.runs(entry.id, { kinds: ['continuous'], limit: CONTINUOUS_LIMIT })));
  }
  for (const activity of activities) if (activity.sequence === undefined) rows.push(activityRow(activity));
  const storedBytes = new Map(activities.map(activity => [`${activity.source} ${numberOf(activity)}`, (activity.details as { readonly storedBytes?: number } | null)?.storedBytes]));
  const told = rowsOfRuns(rows).map(row => ({ ...row, storedBytes: storedBytes.get(`${row.sourceId} ${row.number}`) ?? row.storedBytes }));
  return told.sort((a, b) => b.startedMs - a.startedMs || b.number.localeCompare(a.number));
}

export function committedRow(source: NamedSource, run: CommittedRun): RunSummary {
  const root = JSON.parse(run.root) as { readonly number?: string; readonly counts?: RunCounts };
  return {
    number: root.number || `${source.id.slice(0, 8)}-${run.sequence}`,
    sourceId: source.id, source: source.definition.name, sequence: run.sequence, kind: run.kind,
    status: run.status === 'completed' ? 'completed' : 'incomplete', reason: run.status === 'completed' ? undefined : run.status,
    startedMs: run.startedMs, finishedMs: run.finishedMs, storedBytes: 0, ...rowCounts(root.counts),
  };
}

function continuousDays(source: NamedSource, newestFirst: readonly CommittedRun[]): readonly RunSummary[] {
  const days = Map.groupBy(newestFirst, run => dayOf(run.startedMs));
  return [...days.values()].map(runs => {
    const newest = committedRow(source, runs[0] as CommittedRun);
    const all = runs.map(run => committedRow(source, run));
    const sum = (value: (run: RunSummary) => number | undefined) => all.reduce((total, run) => total + (value(run) ?? 0), 0);
    return {
      ...newest, startedMs: Math.min(...all.map(run => run.startedMs)),
      newFiles: sum(run => run.newFiles), changed: sum(run => run.changed), removed: sum(run => run.removed), failed: sum(run => run.failed),
      newFolders: sum(run => run.newFolders), changedFolders: sum(run => run.changedFolders), removedFolders: sum(run => run.removedFolders), removedBytes: sum(run => run.removedBytes),
    };
  });
}

/** A row of what the vault may know nothing of: what runs, what was not run, and what failed as a whole. */
export function activityRow(activity: Activity): RunSummary {
  const details = activity.details as { readonly name?: string; readonly root?: string; readonly counts?: RunCounts; readonly because?: RunSummary['because']; readonly code?: string } | null;
  const isRunning = activity.finishedMs === undefined;
  return {
    number: numberOf(activity), sourceId: activity.source, source: details?.name ?? '', sequence: 0, kind: activity.cause,
    ...(isRunning ? { status: 'running' as const } : { ...endOf(activity.status), because: details?.because, code: details?.code }),
    startedMs: activity.startedMs, finishedMs: activity.finishedMs, storedBytes: 0, ...rowCounts(details?.counts),
  };
}

function endOf(status: string): Pick<RunSummary, 'status' | 'reason'> {
  if (status === 'completed') return { status };
  return { status: isNotRunReason(status) ? 'not-run' : 'incomplete', reason: status };
}
