import type { NoticeFate, Severity } from '../../terms/notice-terms.js';

/** Results of the verbs of notices. Times are milliseconds since 1970. */

/** By kind and values, which whoever shows it puts into words; or in a plugin's own words. */
export type NoticeSaying =
  | { readonly type: 'own'; readonly values: Readonly<Record<string, string | number>> }
  | { readonly type: 'given'; readonly title: string; readonly text: string };

export interface NoticeDelivery {
  readonly channel: string;
  readonly atMs: number;
  /** An error code; absent: delivered. */
  readonly failure?: string | undefined;
}

export interface NoticeRow {
  readonly number: number; //          what `notices seen` takes
  readonly kind: string;
  readonly severity: Severity;
  readonly atMs: number;
  readonly fate: NoticeFate;
  readonly source?: string | undefined;
  readonly seenMs?: number | undefined;
  readonly saying: NoticeSaying;
  readonly deliveries: readonly NoticeDelivery[];
}

export interface NoticesResult {
  readonly notices: readonly NoticeRow[]; // newest first
  /** Kinds that are not to be shown again. */
  readonly muted: readonly string[];
}

/** What the daily check found. */
export interface AliveResult {
  readonly running: boolean;
  /** When a process last protected this PC. */
  readonly lastSeenMs?: number | undefined;
  readonly sources: readonly { readonly name: string; readonly lastGoodMs?: number | undefined; readonly overdue: boolean }[];
}

export interface NotifyTestResult {
  /** The channels that were tried, in order; the last one delivered, unless it failed too. */
  readonly deliveries: readonly NoticeDelivery[];
}
