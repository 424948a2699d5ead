import { CodedError } from '../../base/coded-error.js';
import type { Activity } from '../../core/ports/local-catalog-state.js';
import type { PathFailure, RunSummary } from '../../wire/verbs/results.js';
import type { BackupWork } from '../backup-work.js';
import { toldFailures } from '../told-failures.js';
import type { Workspace } from '../workspace.js';
import { hasEnded } from './operation-history.js';
import { activityRow } from './runs-verbs.js';

type Work = Pick<BackupWork, 'source' | 'scope' | 'problems'>;

/** What an earlier process has already done for an action, and what is left of it. */
export interface EndedBackups {
  readonly left: readonly Work[];
  readonly runs: readonly RunSummary[];
  readonly errors: readonly PathFailure[];
  readonly failures: readonly CodedError[]; // of sources that failed as a whole
}

/** Which row of its action a piece of a backup has: a source's folders and single files are two. */
export function partOf({ source, scope }: Pick<Work, 'source' | 'scope'>): string {
  return `${source.id}/${scope.type}`;
}

/** Takes what has come to its end, well or badly, from the history; what was broken off is left. */
export function endedBackups({ state, catalog }: Workspace, wanted: readonly Work[], action: string | undefined): EndedBackups {
  const rows = action === undefined ? [] : state.activities.begunFor(action).filter(hasEnded);
  const rowOf = (work: Work): Activity | undefined => rows.find(({ begunFor }) => begunFor?.part === partOf(work));
  const ended = wanted.flatMap(work => {
    const row = rowOf(work);
    return row ? [{ ...work, row }] : [];
  });
  const failures = ended.flatMap(({ row }) => {
    const { code } = row.details as { readonly code?: string };
    return code === undefined ? [] : [new CodedError(code, 'failed before', { kind: 'environment', retry: 'never' })];
  });
  return {
    left: wanted.filter(work => !rowOf(work)),
    runs: ended.map(({ row }) => ({ ...activityRow(row), sequence: row.sequence ?? 0 })),
    errors: ended.flatMap(({ source, row: { sequence, details } }) => {
      const { code } = details as { readonly code?: string };
      if (code !== undefined) return [{ path: source.root, code, message: '' }];
      return sequence === undefined ? [] : toldFailures(source, catalog.runErrors(source.id, sequence).map(error => ({ ...error, message: '' })));
    }),
    failures,
  };
}
