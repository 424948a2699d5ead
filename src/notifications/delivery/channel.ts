import type { Severity } from '../../terms/notice-terms.js';
import type { Action } from '../notice.js';

export interface OfferedAction {
  readonly nonce: string;
  readonly title: string;
  readonly action: Action;
}

/** A notice in words, as every channel gets it. */
export interface SpokenNotice {
  readonly id: string;
  readonly number: number;
  readonly kind: string;
  readonly severity: Severity;
  readonly title: string;
  readonly text: string;
  readonly atMs: number;
  readonly source?: string | undefined;
  readonly actions: readonly OfferedAction[];
  /** A notice that was shown before and whose place this one takes. */
  readonly dedupeKey?: string | undefined;
}

/**
 * A way to reach people: toast, mail, log, a plugin's own.
 *
 * `deliver` resolves when the notice was handed over. `notice.channel-unavailable` means that there is nothing to deliver to right now (nobody logged in at a desktop, no mail server
 * set): the next channel is asked at once, and nothing is wrong. Any other failure is tried again, then recorded and shown in `status`.
 */
export interface NoticeChannel {
  readonly id: string;
  deliver(notice: SpokenNotice, signal: AbortSignal): Promise<void>;
}

/** Channels in the order in which they are asked until one has delivered. A notice may go several ways: to the person here, and by mail to somebody else. */
export type Route = readonly string[];
