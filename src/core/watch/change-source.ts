import type { Observable } from 'rxjs';
import type { RelativePath, SourceEvent } from './source-event.js';

/** Whether the person has excluded a path; folders are asked before anything below them. Must be pure and fast. */
export type Exclusion = (path: RelativePath) => boolean;

export interface WatchOptions {
  /** A source may spare itself excluded folders; it need not, the exclude stage asks again. */
  readonly excluded: Exclusion;
}

/**
 * Tells what changes below a folder. Contract (tests/contract/change-source-contract.ts):
 *
 * - Nothing happens before `subscribe`; each subscription watches for itself; unsubscribing releases every handle.
 * - After `ready`, each change to an entry, however deep and however new its folder, is followed by a `change` of that
 *   path or of a folder above it, or by an `overflow` or `degraded` that covers it. What existed before is not told.
 * - Symbolic links are entries, never followed.
 * - It never errors: failures are `error` events, followed by completion.
 * - `reportsOverflow` is true only if every loss is reported, the kernel's included. One that says false is run with
 *   a witness beside it or with forced rescans.
 */
export interface ChangeSource {
  readonly name: string;
  readonly reportsOverflow: boolean;
  watch(root: string, options: WatchOptions): Observable<SourceEvent>;
}
