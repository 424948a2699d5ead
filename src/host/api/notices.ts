import type { Disposable } from './disposable.js';

export type Severity = 'information' | 'warning' | 'alarm';

export interface NoticeAction {
  /** What the button says. */
  readonly title: string;
  /** A contributed command that the button runs. */
  readonly command: string;
  readonly args?: unknown;
}

export interface NewNotice {
  /** An entry of the plugin's `contributes.notices`; the person decides per kind which channels tell it. */
  readonly kind: string;
  readonly title: string;
  readonly text: string;
  /** The kind's own severity unless given. */
  readonly severity?: Severity;
  /** A later notice with the same key replaces this one. */
  readonly dedupeKey?: string;
  readonly actions?: readonly NoticeAction[];
}

/** A notice on its way to a channel. */
export interface Notice extends Required<Omit<NewNotice, 'dedupeKey' | 'actions'>> {
  readonly id: string;
  readonly atMs: number;
  readonly source?: string;
  readonly actions: readonly NoticeAction[];
}

export interface NoticeChannel {
  /** Delivers one notice and resolves when it was handed over; a failure makes the agent try again, then take the next channel. */
  deliver(notice: Notice, signal: AbortSignal): Promise<void>;
}

export interface Notices {
  /** Stores and tells a notice; answers its id. At most 60 at once and one every 20 seconds after that; more are refused with `plugin.limit-reached`. */
  show(notice: NewNotice): Promise<string>;
  /** Gives a channel of `contributes.noticeChannels` its action. */
  registerChannel(channel: string, implementation: NoticeChannel): Disposable;
}
