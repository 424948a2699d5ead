import type { SourceHealth } from '../../notifications/policy/notice-events.js';
import { sourcesOf } from '../sources.js';
import type { ProtectionView } from '../verbs/verb.js';
import type { Workspace } from '../workspace.js';

/** Rows of the history that are looked through: more than half a year of hourly runs. */
const ROWS_BACK = 5_000;

/**
 * How every source stands, by what was committed. A run that found nothing to save says that everything is: it counts, though it wrote nothing.
 *
 * Without a schedule nothing runs while nothing changes; then a source that is watched and has nothing pending is as good as backed up now.
 */
export function sourceHealth(workspace: Workspace, protection: () => ProtectionView | undefined): readonly SourceHealth[] {
  const { catalog, state, settings, clock } = workspace;
  const completed = new Map<string, number>();
  for (const { source, status, finishedMs = 0 } of state.activities.list({ kind: 'backup', limit: ROWS_BACK })) {
    if (status === 'completed') completed.set(source, Math.max(completed.get(source) ?? 0, finishedMs));
  }
  return sourcesOf(workspace).map(({ id, name, addedMs }) => {
    const known = catalog.source(id);
    const committedMs = known && catalog.runs(id, { kinds: ['scheduled', 'manual', 'continuous'], limit: 1 })[0]?.finishedMs;
    const watch = settings.activeSchedule ? undefined : protection()?.watchOf(id);
    const isIdle = committedMs !== undefined && watch?.trusted === true && watch.pendingPaths === 0 && watch.dirtyFolders === 0;
    const seen = [committedMs, completed.get(id), isIdle ? clock.nowMs() : undefined].filter(ms => ms !== undefined);
    return { id, name, addedMs, lastGoodMs: seen.length > 0 ? Math.max(...seen) : undefined };
  });
}
