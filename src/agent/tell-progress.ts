import type { Clock } from '../base/clock.js';
import type { EngineJob } from '../core/ports/engine.js';
import type { Progress } from '../wire/progress.js';

/** How often progress is told; a bar redraws no faster. */
const PROGRESS_MS = 100;

/** Tells how far a job is and what it does, at once and then at intervals, until the job ends. */
export function tellProgress(clock: Clock, job: Pick<EngineJob<unknown>, 'progress' | 'result'>, step: () => Pick<Progress, 'step' | 'subject'>, tell: (progress: Progress) => void): void {
  let ended = false;
  const look = () => {
    if (ended) return;
    const { walkComplete, currentPath, ...counts } = job.progress();
    tell({ ...step(), ...counts, totalsFinal: walkComplete, currentPath: currentPath?.toString('utf8') });
    clock.after(PROGRESS_MS, look, { unref: true });
  };
  look();
  void job.result.catch(() => undefined).finally(() => {
    ended = true;
  });
}
