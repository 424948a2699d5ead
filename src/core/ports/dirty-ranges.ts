import type { RelativePath } from '../watch/source-event.js';

/** Why the state of a folder is not known from events alone. */
export type DirtyReason =
  | 'agent-not-running' //   at start: whatever happened before was not seen
  | 'agent-stopped' //       at a clean stop: the same, with the exact time
  | 'watch-started' //       the watch became complete only now
  | 'overflow' //            the source lost events and said so
  | 'source-failed' //       the source stopped seeing
  | 'source-switched' //     another source took over
  | 'watch-limit' //         some folders have no watch
  | 'unreadable-folder' //   this folder has no watch: no permission
  | 'unwatchable-name' //    a name below cannot be represented by the source
  | 'too-many-changes' //    a buffer's bound was reached and its paths were folded into this folder
  | 'machine-slept'
  | 'clock-jumped'
  | 'agent-paused' //        the process did not run for a while (suspended, starved)
  | 'forced-rescan' //       the source cannot report losses, so nobody trusts it for longer than this
  | 'requested';

/** Everything at or below `folder` may differ from what the catalog knows. */
export interface DirtyRange {
  readonly root: string;
  readonly folder: RelativePath; // '' is the whole root
  readonly reason: DirtyReason;
  readonly since: number; //        wall time in ms from which on changes may have been missed
}

/** A mark as it was when it was read; it clears nothing that was marked later. */
export interface DirtyToken {
  readonly root: string;
  readonly folder: RelativePath;
  readonly mark: number;
}

export interface OpenDirtyRange extends DirtyRange {
  readonly token: DirtyToken;
}

/**
 * The durable list of what must be scanned again. Contract (tests/contract/dirty-ranges-contract.ts):
 *
 * - `add` resolves only when the mark would survive power loss. Marks of one store increase strictly, over restarts too.
 * - There is one range per root and folder: adding again keeps the earliest `since`, takes the newest reason, and gives
 *   it a newer mark.
 * - `clear` removes every range at or below the token's folder whose mark is not newer than the token's, and nothing
 *   else: call it after the scan that began after the token was read is committed. It answers whether the token's own
 *   folder is clean now. Clearing twice is harmless.
 * - `open` lists a root's ranges in the order of their marks; other roots are not touched by any call.
 * - `forget` removes all ranges of a root that is no longer a source.
 *
 * Failure: rejects with a CodedError and has changed nothing.
 */
export interface DirtyRanges {
  add(range: DirtyRange): Promise<DirtyToken>;
  open(root: string): Promise<readonly OpenDirtyRange[]>;
  clear(token: DirtyToken): Promise<boolean>;
  forget(root: string): Promise<void>;
}
