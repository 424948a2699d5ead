import { catchError, defer, endWith, of, repeat, takeWhile, tap, timer, type Observable, type SchedulerLike } from 'rxjs';
import { CodedError } from '../../base/coded-error.js';
import { watchErrors } from '../../terms/errors/watch-errors.js';
import { backOffMs, type BackOffOptions } from './back-off.js';
import type { ChangeSource, WatchOptions } from './change-source.js';
import type { SourceEvent } from './source-event.js';

export interface RestartOptions {
  readonly backOff: BackOffOptions;
  readonly stableMs: number; // a watch that stayed ready this long failed for a new reason: the back-off starts over
}

/**
 * A source that is watched again whenever it ends: at once the first time, then after 1 min doubling to 60.
 *
 * Each end is told as one `error` event, each new start ends in another `ready`; what happened in between was not
 * seen, so the receiver must scan after either. Never completes; unsubscribing cancels the waiting.
 */
export function restartingSource(
  source: ChangeSource, { backOff, stableMs }: RestartOptions, scheduler: SchedulerLike,
): ChangeSource {
  return {
    name: source.name,
    reportsOverflow: source.reportsOverflow,
    watch: (root, options) => defer(() => {
      let failures = 0;
      let readyAt: number | undefined;
      return defer(() => endingInError(source, root, options)).pipe(
        tap(event => {
          if (event.kind === 'ready') readyAt = scheduler.now();
          if (event.kind !== 'error') return;
          failures = readyAt !== undefined && scheduler.now() - readyAt >= stableMs ? 1 : failures + 1;
          readyAt = undefined;
        }),
        repeat({ delay: () => timer(backOffMs(failures, backOff), scheduler) }),
      );
    }),
  };
}

/** Every way in which a watch can end, as exactly one `error` event. */
function endingInError(source: ChangeSource, root: string, options: WatchOptions): Observable<SourceEvent> {
  const ended: SourceEvent = {
    kind: 'error', error: CodedError.of(watchErrors, 'watch.source-ended', 'the change source completed', { data: { source: source.name } }),
  };
  return source.watch(root, options).pipe(
    catchError((cause: unknown) => of<SourceEvent>({ kind: 'error', error: asCodedError(cause, source.name) })),
    endWith(ended),
    takeWhile(event => event.kind !== 'error', true),
  );
}

function asCodedError(cause: unknown, source: string): CodedError {
  if (cause instanceof CodedError) return cause;
  return CodedError.of(watchErrors, 'watch.failed', 'the change source failed', { cause, data: { source } });
}
