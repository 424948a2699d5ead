import type { OperatorFunction, SchedulerLike } from 'rxjs';
import { batchingStage, type FileBatch } from './batching-stage.js';
import { paceStage } from './pace-stage.js';
import { settleStage } from './settle-stage.js';
import type { PathChange } from './source-event.js';
import type { WatchSettings } from './watch-settings.js';
import type { WatchDependencies, WatchedRoot } from './watched-root.js';

/** pace → batch → settle for one root; what a stage gave up comes out as `rescan`. */
export function changePipeline(
  root: WatchedRoot, { clock, lastRead, stamps }: WatchDependencies, settings: WatchSettings, scheduler: SchedulerLike,
): OperatorFunction<PathChange, FileBatch> {
  const { quietMs, maxOpenMs, maxPaths, readFactor, stableMs, settlePollMs, settleMaxWaitMs } = settings;
  const pace = paceStage({ quietMs, readFactor, maxHeld: maxPaths, lastRead: path => lastRead(root, path) }, scheduler);
  const batch = batchingStage({ quietMs, maxOpenMs, maxPaths }, scheduler);
  const settle = settleStage({
    stamps: paths => stamps(root, paths), wallMs: () => clock.nowMs(), stableMs, pollMs: settlePollMs,
    maxWaitMs: settleMaxWaitMs, maxWaiting: maxPaths,
  }, scheduler);
  return changes => changes.pipe(pace, batch, settle);
}
