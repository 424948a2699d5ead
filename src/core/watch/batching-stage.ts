import {
  concat, connect, debounceTime, defer, EMPTY, exhaustMap, filter, map, mergeMap, of, race, startWith, take, timer, window,
  type Observable, type OperatorFunction, type SchedulerLike,
} from 'rxjs';
import { PathBuffer } from './path-buffer.js';
import type { PathChange, RelativePath } from './source-event.js';

export interface BatchingOptions {
  readonly quietMs: number; //   silence that closes the open batch
  readonly maxOpenMs: number; // age that closes it even while changes keep coming
  readonly maxPaths: number; //  paths it may hold before it asks for a rescan instead
}

/** Paths to look at, or a folder whose paths were given up and which must be scanned. */
export type FileBatch =
  | { readonly kind: 'changes'; readonly paths: readonly RelativePath[] }
  | { readonly kind: 'rescan'; readonly folder: RelativePath };

/**
 * Groups bursts of changes into batches, one entry per path; at most one batch is open at a time.
 *
 * Hints do not cancel each other out: a `created` that was wrong, followed by `removed`, would hide a deletion, and a
 * path that is neither on disk nor in the catalog costs a look-up. Memory is bounded: past `maxPaths` the most crowded
 * folder is given up and told as `rescan` at once, without waiting for the batch to close. Completion flushes the open
 * batch. An error is passed on at once and drops it, so the caller must rescan.
 */
export function batchingStage(
  { quietMs, maxOpenMs, maxPaths }: BatchingOptions, scheduler: SchedulerLike,
): OperatorFunction<PathChange, FileBatch> {
  return connect(changes => {
    const quiet = () => changes.pipe(startWith(undefined), debounceTime(quietMs, scheduler));
    const closings = changes.pipe(exhaustMap(() => race(quiet(), timer(maxOpenMs, scheduler)).pipe(take(1))));
    return changes.pipe(window(closings), mergeMap(open => collect(open, maxPaths)));
  });
}

function collect(changes: Observable<PathChange>, maxPaths: number): Observable<FileBatch> {
  return defer(() => {
    const buffer = new PathBuffer(maxPaths);
    return concat(
      changes.pipe(
        map(change => buffer.add(change.path)),
        filter(folder => folder !== undefined),
        map((folder): FileBatch => ({ kind: 'rescan', folder })),
      ),
      defer(() => buffer.isEmpty ? EMPTY : of<FileBatch>({ kind: 'changes', paths: buffer.take() })),
    );
  });
}
