import { defer, EMPTY, finalize, map, mergeMap, of, timer, type MonoTypeOperatorFunction, type SchedulerLike } from 'rxjs';
import type { PathChange, RelativePath } from './source-event.js';

/** What the last save of a file cost; `finishedAt` is on the scheduler's time line. */
export interface LastRead {
  readonly readMs: number;
  readonly finishedAt: number;
}

export interface PaceOptions {
  readonly quietMs: number; //    least distance between two saves of one file
  readonly readFactor: number; // and at least this many times the duration of the last read
  readonly maxHeld: number; //    files held back at a time
  readonly lastRead: (path: RelativePath) => LastRead | undefined;
}

/**
 * Limits what one busy file may cost: its change is held until max(quietMs, readFactor × last read) after its last
 * save. Other files are not delayed.
 *
 * A held file absorbs its further changes. Past `maxHeld` a change passes unheld: that costs a read, never a change.
 * Completion waits for what is held; an error passes at once and drops it; unsubscribing cancels all timers.
 */
export function paceStage(options: PaceOptions, scheduler: SchedulerLike): MonoTypeOperatorFunction<PathChange> {
  return changes => defer(() => {
    const held = new Set<RelativePath>();
    return changes.pipe(mergeMap(change => {
      if (held.has(change.path)) return EMPTY;
      const waitMs = remainingMs(options, change.path, scheduler.now());
      if (waitMs <= 0 || held.size >= options.maxHeld) return of(change);
      held.add(change.path);
      return timer(waitMs, scheduler).pipe(map(() => change), finalize(() => held.delete(change.path)));
    }));
  });
}

function remainingMs({ quietMs, readFactor, lastRead }: PaceOptions, path: RelativePath, now: number): number {
  const last = lastRead(path);
  return last === undefined ? 0 : last.finishedAt + Math.max(quietMs, readFactor * last.readMs) - now;
}
