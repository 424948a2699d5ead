import type { Notice } from './notices.js';
import type { Observable } from './observable.js';
import type { Run, Source } from './protection.js';

/** What happens in the agent. A slow observer misses old values, never new ones: the newest 256 per stream are kept. */
export interface Events {
  /** Runs as they begin (`running`) and end, well or not; continuous ones included. */
  readonly runs: Observable<Run>;
  /** The protected folders, whenever they change. */
  readonly sources: Observable<readonly Source[]>;
  /** Notices that are about to be told, everybody's; a plugin that is started by `onNotice:KIND` hears of the one that started it. */
  readonly notices: Observable<Notice>;
}
