import {
  catchError, concat, defer, EMPTY, finalize, from, map, mergeMap, of, timer, type Observable, type OperatorFunction,
  type SchedulerLike,
} from 'rxjs';
import type { FileBatch } from './batching-stage.js';
import type { RelativePath } from './source-event.js';

/** Size and modification time of a regular file. */
export interface FileStamp {
  readonly sizeBytes: number;
  readonly mtimeMs: number; // wall time
}

/** Looks at many paths in one call, in order; `undefined` for what is missing or is no regular file. */
export type StampReader = (paths: readonly RelativePath[]) => Promise<readonly (FileStamp | undefined)[]>;

export interface SettleOptions {
  readonly stamps: StampReader;
  readonly wallMs: () => number; //  now, on the clock of the disk's modification times
  readonly stableMs: number; //      a file that was last modified this long ago is taken as written
  readonly pollMs: number; //        otherwise it is looked at again after this, until two looks agree
  readonly maxWaitMs: number; //     and passes after this in any case
  readonly maxWaiting: number; //    files that may wait at a time
}

type ChangesBatch = Extract<FileBatch, { kind: 'changes' }>;

/**
 * Holds back files that are being written, so that hardly any run reads half a file.
 *
 * What is quiet passes at once; a file that is not follows in a batch of its own as soon as it is, or after
 * `maxWaitMs`. Waiting is a courtesy, not a guarantee: past `maxWaiting`, and where the look itself fails, paths pass as
 * they are, because the reader notices a torn read by itself. Rescans pass untouched. Completion lets the waiting ones
 * out in their time; an error passes at once and drops them; unsubscribing stops all looking.
 */
export function settleStage(options: SettleOptions, scheduler: SchedulerLike): OperatorFunction<FileBatch, FileBatch> {
  return batches => defer(() => {
    const waiting = { count: 0 };
    return batches.pipe(mergeMap(batch => batch.kind === 'changes' ? settle(batch, options, scheduler, waiting) : of(batch)));
  });
}

function settle(
  batch: ChangesBatch, options: SettleOptions, scheduler: SchedulerLike, waiting: { count: number },
): Observable<FileBatch> {
  const deadline = scheduler.now() + options.maxWaitMs;

  const look = (paths: readonly RelativePath[], earlier: ReadonlyMap<RelativePath, FileStamp>): Observable<FileBatch> =>
    from(options.stamps(paths)).pipe(
      catchError(() => of([])),
      mergeMap(stamps => {
        const restless = restlessPaths(paths, stamps, earlier, options);
        if (scheduler.now() >= deadline || waiting.count + restless.size > options.maxWaiting) return passing(paths);
        const quiet = paths.filter(path => !restless.has(path));
        if (restless.size === 0) return passing(quiet);
        waiting.count += restless.size;
        const again = timer(options.pollMs, scheduler).pipe(
          finalize(() => { waiting.count -= restless.size; }),
          map(() => [...restless.keys()]),
          mergeMap(rest => look(rest, restless)),
        );
        return concat(passing(quiet), again);
      }),
    );

  return look(batch.paths, new Map());
}

/** Files that were modified a moment ago and have not been seen unchanged since. */
function restlessPaths(
  paths: readonly RelativePath[], stamps: readonly (FileStamp | undefined)[],
  earlier: ReadonlyMap<RelativePath, FileStamp>, { wallMs, stableMs }: SettleOptions,
): ReadonlyMap<RelativePath, FileStamp> {
  const restless = new Map<RelativePath, FileStamp>();
  const now = wallMs();
  paths.forEach((path, index) => {
    const stamp = stamps[index];
    if (stamp === undefined || now - stamp.mtimeMs >= stableMs) return;
    const before = earlier.get(path);
    if (before === undefined || before.sizeBytes !== stamp.sizeBytes || before.mtimeMs !== stamp.mtimeMs) {
      restless.set(path, stamp);
    }
  });
  return restless;
}

function passing(paths: readonly RelativePath[]): Observable<FileBatch> {
  return paths.length > 0 ? of({ kind: 'changes', paths }) : EMPTY;
}
