import type { BackOffOptions } from './back-off.js';
import type { ClockGapOptions } from './clock-gap-stage.js';

/** Everything in the pipeline that is a number. */
export interface WatchSettings {
  readonly quietMs: number;
  readonly maxOpenMs: number;
  readonly maxPaths: number; //         in the open batch, and again while the receiver is busy
  readonly readFactor: number;
  readonly stableMs: number;
  readonly settlePollMs: number;
  readonly settleMaxWaitMs: number;
  readonly rescanDelayMs: number; //    losses of one burst share a scan
  readonly rescanFactor: number; //     the next scan waits this many times the duration of the last
  readonly maxRescanPauseMs: number; // but no longer than this
  readonly readyTimeoutMs: number; //   the catch-up scan waits this long at most for the watch to be complete
  readonly forcedRescanMs: number; //   where nothing reports losses, or some folders are not watched
  readonly sourceBackOff: BackOffOptions;
  readonly sourceStableMs: number;
  readonly runBackOff: BackOffOptions;
  readonly saveBackOff: BackOffOptions;
  readonly clockGap: ClockGapOptions;
}

/**
 * The defaults of the design. 10,000 paths are about 2 MB at 200 bytes each; chokidar needed 20 s until ready at
 * 1,000,000 files, three times that is past hope. `stableMs` lies below `quietMs`, so that a batch closed by silence
 * never waits for a second look. A root that overflows without end is scanned a fifth of the time.
 */
export const DEFAULT_WATCH_SETTINGS: WatchSettings = {
  quietMs: 2_000,
  maxOpenMs: 30_000,
  maxPaths: 10_000,
  readFactor: 20,
  stableMs: 1_500,
  settlePollMs: 500,
  settleMaxWaitMs: 10_000,
  rescanDelayMs: 2_000,
  rescanFactor: 4,
  maxRescanPauseMs: 10 * 60_000,
  readyTimeoutMs: 60_000,
  forcedRescanMs: 15 * 60_000,
  sourceBackOff: { firstMs: 60_000, maxMs: 60 * 60_000 },
  sourceStableMs: 10 * 60_000,
  runBackOff: { firstMs: 60_000, maxMs: 60 * 60_000 },
  saveBackOff: { firstMs: 1_000, maxMs: 60_000 },
  clockGap: { intervalMs: 15_000, toleranceMs: 5_000, pauseToleranceMs: 60_000 },
};
