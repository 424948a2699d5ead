import type { Clock } from '../../base/clock.js';
import type { Logger } from '../../base/logger.js';
import type { DirtyRanges } from '../ports/dirty-ranges.js';
import type { Exclusion } from './change-source.js';
import type { AvailableSources } from './choose-source.js';
import type { LastRead } from './pace-stage.js';
import type { FileStamp } from './settle-stage.js';
import type { RelativePath } from './source-event.js';

export interface WatchedRoot {
  readonly id: string; //   as the catalog knows it
  readonly path: string; // as the sources take it
  readonly excluded: Exclusion;
  readonly entries?: number; // files and folders at the last scan, if there was one
}

/** What the watch of a root needs from the outside. */
export interface WatchDependencies {
  readonly sources: AvailableSources;
  readonly ranges: DirtyRanges;
  readonly stamps: (root: WatchedRoot, paths: readonly RelativePath[]) => Promise<readonly (FileStamp | undefined)[]>;
  /** `finishedAt` is `clock.monotonicMs()` at the end of the read. */
  readonly lastRead: (root: WatchedRoot, path: RelativePath) => LastRead | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}
