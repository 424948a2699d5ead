import type { HistoryItem } from '../catalog/history-item.js';
import type { RetentionCandidate, RetentionScope } from '../retention/retention-candidate.js';
import type { Disposable } from '../../base/disposable.js';
import type { RecordBatch } from './engine.js';

/** 16 bytes in hex, as in the names of run objects. */
export type SourceId = string;

/** Section 7 of docs/vault-format.md. */
export type RunKind = 'scheduled' | 'manual' | 'continuous' | 'restore' | 'maintenance';

export interface CatalogSource {
  readonly id: SourceId;
  readonly definition: string; //             JSON, as in the newest run root
  readonly lastSequence: number; //           0: no run yet
  readonly versions: number; //               kept versions
  readonly logicalBytes: number; //           of kept versions whose content changed: what a quota counts
  readonly retainedMs: number; //             wall time up to which retention was carried out; 0: never
}

export interface CommittedRun {
  readonly sequence: number;
  readonly writer: string;
  readonly digest: string; //                 hex SHA-256 of the run object
  readonly kind: RunKind;
  readonly startedMs: number;
  readonly finishedMs: number;
  readonly status: string;
  readonly root: string; //                   JSON of the run root; its errors are kept apart
}

export interface RunError {
  readonly path: string;
  readonly code: string;
}

/** An entry of a folder at a point in time: a version that can be restored, or a gap where it was dropped. */
export interface FolderEntry {
  readonly name: string;
  readonly item: HistoryItem;
}

export interface FoundPath {
  readonly path: string;
  readonly item: HistoryItem; //              at the time asked for; a tombstone where the path is deleted by then
}

/** Everything up to and including the run of that number; `latest` is all there is. */
export const latest = 0xffff_ffff;

/**
 * Reads one vault's history. Every answer is of committed runs only; a run that is being written, here or in
 * another process, shows at once when it is committed.
 *
 * Paths are relative to the source's root, as strings of src/base/path-bytes.ts; '' is the root. Calls are
 * synchronous: each costs an index look-up plus what it returns. Iterators read a page (a few thousand entries) at
 * a step and hold nothing open between steps, so a caller may wait in between or leave early.
 *
 * Fails with `catalog.unknown-source`, `catalog.corrupt`, `catalog.busy`, `catalog.io`.
 */
export interface CatalogReader {
  sources(): readonly CatalogSource[];
  source(id: SourceId): CatalogSource | undefined;

  /** All items of a path in ascending sequence; empty: never heard of. */
  history(source: SourceId, path: string): readonly HistoryItem[];
  /** The state of a path at a sequence: its last item up to then. */
  stateAt(source: SourceId, path: string, at?: number): HistoryItem | undefined;
  /** What a folder held, in the order of the names' bytes: versions and gaps; what was deleted by then is left out. */
  listFolder(source: SourceId, folder: string, at?: number, page?: FolderPage): readonly FolderEntry[];
  /**
   * Versions at or below a path at a sequence, in stream order (a folder's entry before what lies in it), ready for
   * the engine. At least 500,000 entries a second; memory: one batch.
   */
  walk(source: SourceId, below?: string, at?: number): Iterable<RecordBatch>;
  /** Paths at or below `below` whose version of that time was dropped. Cost: one look-up a folder, plus the gaps. */
  droppedAt(source: SourceId, below: string, at?: number): Iterable<FoundPath>;
  /**
   * Paths whose name (or whole path, where the pattern holds a slash) matches; see name-pattern.ts. Without `at` also
   * those that are deleted now. Looks at every name: about a second per million. Yields undefined after each page
   * without a hit, so that a caller can let others run.
   */
  find(source: SourceId, pattern: string, at?: number): Iterable<FoundPath | undefined>;

  /**
   * The newest sequence whose run was finished by a wall time; undefined before the first. Sequences rule: where the
   * clock was set back, a later run of an earlier time takes the earlier ones with it.
   */
  sequenceAt(source: SourceId, timeMs: number): number | undefined;
  run(source: SourceId, sequence: number): CommittedRun | undefined;
  /** Newest first. */
  runs(source: SourceId, options?: RunQuery): readonly CommittedRun[];
  runErrors(source: SourceId, sequence: number): readonly RunError[];
}

export interface FolderPage {
  readonly after?: string; //                 the last name of the page before
  readonly limit: number;
}

export interface RunQuery {
  readonly before?: number; //                only sequences below
  readonly kinds?: readonly RunKind[];
  readonly limit?: number;
}

/**
 * A source's next run on its way into the catalog: nobody sees anything of it before `commit`, and nothing of it is left
 * after `rollback` or a crash. One at a time per catalog; the caller commits after the vault's commit.
 */
export interface RunTransaction {
  /** Removes everything known of the source: a rebuild starts so. */
  clear(): void;
  /** Puts, tombstones, gaps and the operations of section 9, with the effect that folding would have. */
  insertBatch(batch: RecordBatch): void;
  /** Histories, this run's items included, that retention must look at; memory: one page. */
  retentionCandidates(scope: RetentionScope): Iterable<RetentionCandidate>;
  /** Remembers that retention was carried out for everything due at `nowMs`. */
  retained(nowMs: number): void;
  /**
   * Bytes of the files that the run of a sequence removes, each as the version before had it; 0 where that was dropped. Cost: a look-up for each tombstone; a run
   * without any costs one.
   */
  removedBytes(sequence: number): number;
  /** The run itself; `definition` is the source's from now on. Earlier runs of a checkpoint are recorded the same way. */
  recordRun(run: CommittedRun, errors?: readonly RunError[]): void;
  define(definition: string): void;
  commit(): void;
  rollback(): void;
}

export interface Catalog extends CatalogReader, Disposable {
  /**
   * Begins a run; `generations` is the number that is kept per file, needed to notice which files have more.
   * Fails with `catalog.busy` while another process writes, and `catalog.full`, `catalog.read-only`.
   */
  begin(source: SourceId, options: { readonly generations: number }): RunTransaction;
  dispose(): void;
}
