import type { NoticeChange } from '../../core/ports/notice-log.js';
import type { Notice } from '../notice.js';
import type { PolicyMemory } from './policy-memory.js';

/** How a source stands: `lastGoodMs` is the end of its newest committed run, whatever was tried since. */
export interface SourceHealth {
  readonly id: string;
  readonly name: string;
  readonly lastGoodMs: number | undefined;
  readonly addedMs: number;
}

/** What the policies are told. Every event is also a look at what is held. */
export type NoticeEvent =
  | { readonly type: 'raised'; readonly notice: Notice }
  /** All sources there are: one that is missing is no longer spoken of. */
  | { readonly type: 'looked'; readonly sources: readonly SourceHealth[] }
  | { readonly type: 'tick' }
  | { readonly type: 'seen'; readonly ids: readonly string[] | 'all' }
  | { readonly type: 'withdrawn'; readonly dedupeKey: string }
  | { readonly type: 'muted'; readonly kind: string }
  | { readonly type: 'reset' };

/** The next memory, and what follows for the notices. */
export interface NoticeStep {
  readonly memory: PolicyMemory;
  readonly changes: readonly NoticeChange[];
}
