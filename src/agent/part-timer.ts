import type { Clock } from '../base/clock.js';
import type { EngineJob } from '../core/ports/engine.js';

/** How long a run may keep others waiting, from its first file on. A part costs a look at what is there already: some seconds for a million files. */
const TURN_MS = 60_000;
/** A run commits what it has at least this often, so that a crash costs no more than that of reading. What it had stored is not stored again in any case. */
const PART_MS = 30 * 60_000;
const LOOK_MS = 1_000;

/**
 * Ends a divisible job early when others have waited long enough, or when it is time to commit what it has.
 *
 * The time counts from the first file that the job has done, not from its begin: looking through what an earlier part saved is no progress, and a part that did nothing else would be
 * followed by another one like it.
 */
export function endWhenDue(clock: Clock, job: Pick<EngineJob<unknown>, 'progress' | 'result'>, endEarly: () => void, isAwaited: () => boolean): void {
  let ended = false;
  let firstFileMs: number | undefined;
  const look = () => {
    if (ended) return;
    if (job.progress().filesDone > 0) firstFileMs ??= clock.monotonicMs();
    const workedMs = firstFileMs === undefined ? 0 : clock.monotonicMs() - firstFileMs;
    if (workedMs >= PART_MS || (workedMs >= TURN_MS && isAwaited())) return endEarly();
    clock.after(LOOK_MS, look, { unref: true });
  };
  look();
  void job.result.catch(() => undefined).finally(() => (ended = true));
}
