import type { CodedError } from '../../base/coded-error.js';

/**
 * A path below a watched root: '/'-separated on every platform, no leading or trailing '/', no '.' or '..' segment;
 * '' is the root itself. Bytes that are no UTF-8 stand as lone surrogates (src/base/path-bytes.ts). Case and Unicode
 * form are exactly those of the disk.
 */
export type RelativePath = string;

/** What the source believes happened. Never acted upon: whoever handles a path looks at the disk. */
export type ChangeHint = 'created' | 'modified' | 'removed' | 'unknown';

export interface PathChange {
  readonly kind: 'change';
  readonly path: RelativePath;
  readonly hint: ChangeHint;
  readonly at: number; // wall time in ms at which the source told us; for display
}

/** Why a source that runs does not see everything. */
export type Degradation =
  | { readonly reason: 'watch-limit'; readonly needed: number; readonly allowed: number }
  | { readonly reason: 'unreadable-folder'; readonly folder: RelativePath }
  | { readonly reason: 'unwatchable-name'; readonly folder: RelativePath };

export type SourceEvent =
  | PathChange
  /** From now on every change is either told or reported as lost; told again after a loss that left folders unwatched. */
  | { readonly kind: 'ready' }
  /** Events were lost; `folder` narrows where, without it the whole root is meant. */
  | { readonly kind: 'overflow'; readonly folder?: RelativePath }
  /** Something is not watched from now on; the rest is. */
  | { readonly kind: 'degraded'; readonly degradation: Degradation }
  /** The source has stopped seeing; it completes right after. */
  | { readonly kind: 'error'; readonly error: CodedError };
