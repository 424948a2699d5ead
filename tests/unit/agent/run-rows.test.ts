import { describe, expect, it } from 'vitest';
import { rowsOfRuns } from '../../../src/agent/verbs/run-rows.js';
import type { RunSummary } from '../../../src/wire/verbs/results.js';

const row = (changes: Partial<RunSummary>): RunSummary => ({
  number: '000001-0', sourceId: 'a', source: 'docs', sequence: 1, kind: 'manual', status: 'completed', startedMs: 10, finishedMs: 20,
  files: 0, bytes: 0, newFiles: 0, changed: 0, removed: 0, unchanged: 0, failed: 0, storedBytes: 0, ...changes,
});

describe('the rows of runs that were committed in parts', () => {
  it('are one: what the newest part saw, and what all of them saved', () => {
    const parts = [
      row({ sequence: 2, startedMs: 20, finishedMs: 30, status: 'incomplete', reason: 'interrupted', files: 8, newFiles: 3, newFolders: 1, unchanged: 5 }),
      row({ sequence: 1, status: 'incomplete', reason: 'interrupted', files: 5, newFiles: 5, newFolders: 2, removed: 1, removedBytes: 700 }),
      row({ sequence: 3, startedMs: 30, finishedMs: 40, files: 10, newFiles: 2, newFolders: 0, unchanged: 8, failed: 1 }),
    ];
    expect(rowsOfRuns(parts)).toEqual([row({ sequence: 3, startedMs: 10, finishedMs: 40, files: 10, newFiles: 10, changed: 0, removed: 1, unchanged: 0, failed: 1, newFolders: 3, changedFolders: 0, removedFolders: 0, removedBytes: 700 })]);
  });

  it('leave single runs, other sources and other numbers alone', () => {
    const rows = [row({}), row({ sourceId: 'b' }), row({ number: '000002-0', sequence: 2 })];
    expect(rowsOfRuns(rows)).toEqual(rows);
  });

  it('say of a run that still goes on, or did not come to its end, that it is so', () => {
    const rows = [row({ sequence: 0, status: 'incomplete', reason: 'power-loss', finishedMs: 35 }), row({ status: 'incomplete', reason: 'interrupted', files: 5, newFiles: 5 })];
    expect(rowsOfRuns(rows)).toMatchObject([{ sequence: 1, status: 'incomplete', reason: 'power-loss', finishedMs: 35, files: 5, newFiles: 5 }]);
    const failedAtOnce = [row({ sequence: 0, status: 'incomplete', reason: 'capacity-shortage' })];
    expect(rowsOfRuns(failedAtOnce)).toEqual(failedAtOnce);
  });
});
