import { countsOfParts } from '../../core/backup/run-parts.js';
import type { RunCounts } from '../../core/vault/runs/run-root.js';
import type { RunSummary } from '../../wire/verbs/results.js';

/** The counts of a run as its row shows them; runs of earlier programs know less. */
export function rowCounts(counts: RunCounts | undefined) {
  return {
    files: counts?.files ?? 0, bytes: counts?.bytes ?? 0, newFiles: counts?.new ?? 0, changed: counts?.changed ?? 0,
    removed: counts?.removed ?? 0, unchanged: counts?.unchanged ?? 0, failed: counts?.failed ?? 0,
    newFolders: counts?.newFolders, changedFolders: counts?.changedFolders, removedFolders: counts?.removedFolders, kept: counts?.kept, removedBytes: counts?.removedBytes,
  };
}

/**
 * One row for each run: of a run that was committed in parts, which share its number, that of the newest part with the counts of all. Where the history knows of the call that made them (it
 * still runs, or did not come to its end), that row's state counts.
 */
export function rowsOfRuns(rows: readonly RunSummary[]): readonly RunSummary[] {
  return [...Map.groupBy(rows, ({ sourceId, number }) => `${sourceId} ${number}`).values()].map(oneRow);
}

function oneRow(rows: readonly RunSummary[]): RunSummary {
  const [first, ...further] = rows.filter(({ sequence }) => sequence > 0).sort((a, b) => a.sequence - b.sequence);
  const call = rows.find(({ sequence }) => sequence === 0);
  if (!first) return call as RunSummary;
  if (further.length === 0 && !call) return first;
  const { new: newFiles, ...changes } = countsOfParts([partOf(first), ...further.map(partOf)]);
  return {
    ...further.at(-1) ?? first, ...changes, newFiles,
    startedMs: Math.min(...rows.map(({ startedMs }) => startedMs)),
    ...(call && { status: call.status, reason: call.reason, code: call.code, finishedMs: call.finishedMs }),
  };
}

function partOf(row: RunSummary) {
  const { newFiles, changed, removed, unchanged, newFolders, changedFolders, removedFolders, removedBytes } = row;
  return { new: newFiles, changed, removed, unchanged, newFolders, changedFolders, removedFolders, removedBytes };
}
