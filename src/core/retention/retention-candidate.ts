import type { HistoryItem } from '../catalog/history-item.js';

/** A history item with the wall time at which its run was finished. */
export type TimedItem = HistoryItem & { readonly timeMs: number };

/** A path that retention must look at. */
export interface RetentionCandidate {
  readonly path: string;
  readonly items: readonly TimedItem[];
}

/** What a run's retention is about; paths that nothing can have happened to are not read. */
export interface RetentionScope {
  readonly nowMs: number;
  /** Also paths with saves that no generation holds yet; scheduled and manual runs, and where saves of a day are promoted. */
  readonly promote: boolean;
  /** Ages in ms at which a save can be thinned out, ascending. */
  readonly saveAgesMs: readonly number[];
  /** Ages in ms at which something happens to a deleted path, ascending. */
  readonly deletedAgesMs: readonly number[];
  /** Also every path with too many generations: after the number was lowered. Reads the whole source. */
  readonly everything?: boolean;
}
