import type { Buffer } from 'node:buffer';

/** A version that can be restored; `record` is encoded as in section 8 of docs/vault-format.md. */
export interface VersionItem {
  readonly kind: 'version';
  readonly sequence: number;
  readonly record: Buffer;
}

/** The path did not exist from this sequence on. */
export interface TombstoneItem {
  readonly kind: 'tombstone';
  readonly sequence: number;
}

/** The path was there from this sequence on, in versions that were dropped. */
export interface GapItem {
  readonly kind: 'gap';
  readonly sequence: number;
}

/** One item of a path's history; histories are in ascending sequence. */
export type HistoryItem = VersionItem | TombstoneItem | GapItem;

/** The state of a path at a sequence: its last item up to then. undefined: the path was not known yet. */
export function itemAt(history: readonly HistoryItem[], sequence: number): HistoryItem | undefined {
  return history.findLast(item => item.sequence <= sequence);
}
