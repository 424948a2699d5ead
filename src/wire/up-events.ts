import type { MissedSlot, PathFailure, RunSummary, Schedule, SourceState, Warning } from './verbs/results.js';

/** What the first start, and the protection after it, tell whoever started them. */
export type UpEvent =
  | { readonly type: 'vault-created'; readonly location: string; readonly recoveryCode: string }
  | { readonly type: 'vault-attached'; readonly location: string; readonly devices: readonly string[] }
  | { readonly type: 'warning'; readonly warning: Warning }
  | { readonly type: 'source-added'; readonly name: string; readonly root: string }
  | { readonly type: 'scheduled'; readonly schedule: Schedule }
  /** It starts at each login from now on. */
  | { readonly type: 'autostart' }
  /** It does not: this is not the usual state folder, and nobody asked for it. */
  | { readonly type: 'no-autostart'; readonly home: string }
  | { readonly type: 'backed-up'; readonly run: RunSummary; readonly errors: readonly PathFailure[] }
  | { readonly type: 'watching'; readonly sources: readonly SourceState[] }
  | { readonly type: 'saved'; readonly run: RunSummary }
  | { readonly type: 'missed'; readonly slots: readonly MissedSlot[]; readonly madeUp: boolean }
  | { readonly type: 'failed'; readonly source: string; readonly code: string; readonly detail: string };
