import type { Notice } from './notices.js';
import type { Observable } from './observable.js';
import type { Run, Source } from './protection.js';

/** What happens in the agent. A slow observer misses old values, never new ones: the newest 256 per stream are kept. */
export interface Events {
  /** Runs as they begin and end; continuous ones included. */
  readonly runs: Observable<Run>;
  /** The protected folders, whenever they change. */
  readonly sources: Observable<readonly Source[]>;
  readonly notices: Observable<Notice>;
}
