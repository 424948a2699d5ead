import type { NoticeFate, Severity } from '../../terms/notice-terms.js';

/** A notice as it is kept; what it says is in `body`, which only the notifications room reads. */
export interface NoticeRecord {
  readonly id: string;
  readonly kind: string;
  readonly severity: Severity;
  readonly atMs: number;
  /** A later notice with the same key takes the place of this one. */
  readonly dedupeKey?: string | undefined;
  readonly body: unknown;
}

export interface StoredNotice extends NoticeRecord {
  readonly number: number; //   what people call it; never used twice
  readonly fate: NoticeFate;
  readonly seenMs?: number | undefined;
}

export type NoticeChange =
  | { readonly type: 'keep'; readonly notice: NoticeRecord; readonly fate: NoticeFate }
  | { readonly type: 'fate'; readonly id: string; readonly fate: NoticeFate }
  /** Of all unseen notices of a key. */
  | { readonly type: 'withdraw'; readonly dedupeKey: string };

export interface Delivery {
  readonly notice: string;
  readonly channel: string;
  readonly atMs: number;
  /** An error code; undefined: delivered. */
  readonly failure?: string | undefined;
}

/** A button: what it does once it is pressed, and until when it may be. */
export interface ActionRecord {
  readonly nonce: string; //    256 random bits; whoever knows it may press the button, once
  readonly notice: string;
  readonly name: string;
  readonly call: unknown;
  readonly expiresMs: number;
}

export type Taken =
  | { readonly type: 'taken'; readonly action: ActionRecord }
  | { readonly type: 'expired' | 'used'; readonly action: ActionRecord }
  | { readonly type: 'unknown' };

/**
 * Notices, their deliveries and their buttons. Calls are synchronous; a change survives power loss when it returns, and each call is one transaction.
 * A notice stays until it was seen; what was seen, replaced or withdrawn goes by `prune`.
 */
export interface NoticeLog {
  /** What the policies remember, together with the changes that follow from it. An id that is known already is not kept again. */
  apply(memory: unknown, changes: readonly NoticeChange[]): void;
  memory(): unknown;
  get(id: string): StoredNotice | undefined;
  /** The one that is unseen and still true under a key. */
  saidUnder(dedupeKey: string): StoredNotice | undefined;
  /** Newest first; without `all` only what is unseen and still true. */
  list(query: { readonly all: boolean; readonly limit: number }): readonly StoredNotice[];
  /** How many are unseen and still true. */
  countUnseen(): number;
  /** What is to be told, oldest first. */
  due(): readonly StoredNotice[];
  /** Every channel has come to its end; nothing if it is due no longer. */
  told(id: string): void;
  /** Answers how many were unseen. Without ids: all. */
  see(ids: readonly string[] | undefined, atMs: number): number;
  deliver(delivery: Delivery): void;
  /** The last delivery of each channel. */
  lastDeliveries(): readonly Delivery[];
  deliveriesOf(notice: string): readonly Delivery[];
  offer(actions: readonly ActionRecord[]): void;
  /** Buttons of a notice that nobody has pressed, in no order. */
  openActions(notice: string): readonly ActionRecord[];
  /** Presses a button: of any number of calls exactly one is answered `taken`. */
  take(nonce: string, nowMs: number): Taken;
  /** Remembers that a pressed button is being carried out; false: it was begun before, and nobody knows how far it came. */
  begin(nonce: string): boolean;
  /** Pressed, and not finished: of a process that ended in between. */
  unfinished(): readonly ActionRecord[];
  finish(nonce: string): void;
  prune(beforeMs: number): void;
}
