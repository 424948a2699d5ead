import type { DirtyToken } from '../ports/dirty-ranges.js';
import type { RelativePath } from './source-event.js';

/**
 * One piece of work for a run.
 *
 * - `changes`: look at these paths. One may be a folder that is new or has come back: look below it too.
 * - `rescan`: compare everything at or below these folders. No folder lies inside another. The tokens are cleared for
 *   the run when it is reported as committed.
 */
export type ChangeBatch =
  | { readonly root: string; readonly kind: 'changes'; readonly paths: readonly RelativePath[] }
  | {
    readonly root: string;
    readonly kind: 'rescan';
    readonly folders: readonly RelativePath[];
    readonly tokens: readonly DirtyToken[];
  };

/** What became of a batch. Only `committed` may make anything count as seen. */
export type BatchOutcome = 'committed' | 'failed';
