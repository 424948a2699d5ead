import type { CodedError } from '../../base/coded-error.js';
import type { BlobSink, BlobSource, ContentReference, EngineIndex, ExclusionRules, LiveSet, OpenContainer, PathError, RecordBatch } from './engine-values.js';

/*
 * What each of the engine's jobs is given, and what it answers; the jobs themselves are members of `EngineVault`.
 */

export interface BackupOptions {
  readonly index: EngineIndex;
  readonly root: Buffer; //                      absolute path of the source
  readonly sourceId: Buffer; //                  16 bytes
  readonly sequence: number; //                  of the run being made
  readonly generation: boolean; //               scheduled and manual runs: records carry the generation flag
  readonly imagePath: string; //                 the scan image; read if there, replaced by `commitImage`
  readonly exclusions: ExclusionRules;
  /** What is gone yields no tombstone, and the image goes on knowing it: a later job without this finds it gone. Except below a folder that is something else now. */
  readonly keepRemoved?: boolean | undefined;
  /** What breaks one fails with `file.too-large`, `file.path-too-long` or `file.forbidden-name`. */
  readonly limits?: { readonly fileBytes?: number | undefined; readonly pathUnits?: number | undefined; readonly plainNames: boolean } | undefined;
  /** undefined: the whole source. Otherwise only these folders and all below, relative to the root; everything else is taken as it was. */
  readonly onlyFolders?: readonly Buffer[];
  readonly packBytes: number;
  /** Up to this many sealed bytes stay in the open container (run object) instead of becoming packs. */
  readonly inlineBytes: number;
  /** Segments that an earlier job of the same run left open: they go on in this job's outcome. */
  readonly open?: OpenContainer | undefined;
  readonly sink: BlobSink;
  /** New records in path order, op put or tombstone. Backpressure: the next batch comes after the promise resolved. */
  readonly onRecords: (batch: RecordBatch) => Promise<void> | void;
  readonly onErrors: (errors: readonly PathError[]) => void;
}

/**
 * `paths` ascend in path order. One that is gone yields a tombstone if `currentRecord` is given, else nothing; one whose record
 * would equal `currentRecord` yields nothing. A directory is stored without what is in it. What is learnt goes into the journal beside
 * the scan image, never into the image itself, so that the cost does not depend on the size of the source.
 */
export interface BackupPathsOptions extends Omit<BackupOptions, 'onlyFolders'> {
  readonly paths: readonly { readonly path: Buffer; readonly currentRecord?: Buffer }[];
}

export interface StoreMetadataOptions {
  readonly index: EngineIndex;
  readonly chunks: readonly Buffer[]; //         of at most 1 MiB each; of a record stream, each a whole chunk
  readonly open: OpenContainer | undefined;
  readonly packBytes: number;
  readonly inlineBytes: number;
  readonly sink: BlobSink;
}

export interface BackupOutcome {
  readonly records: ContentReference; //         the run's record stream, stored like data
  readonly open: OpenContainer | undefined; //   segments for the run object
  readonly packs: readonly { readonly name: string; readonly sizeBytes: number }[];
  readonly counts: {
    readonly files: number; readonly directories: number; readonly bytes: number; // looked at; `files` is everything but directories
    readonly new: number; readonly changed: number; readonly removed: number; readonly unchanged: number; // files
    readonly newFolders: number; readonly changedFolders: number; readonly removedFolders: number;
    readonly kept: number; //                       files known from earlier that are left out, out of sight, or gone with `keepRemoved`: nothing is recorded of them
    readonly failed: number; //                     paths
    readonly readBytes: number; readonly storedBytes: number;
  };
  /** false: the job was asked to end early, and did; the rest of the source was not come to, and nothing is said of it. */
  readonly complete: boolean;
  /** Replaces the scan image by the state just recorded; called after the vault commit. Nothing when nothing changed. */
  commitImage(): Promise<void>;
}

export interface RestoreOptions {
  readonly index: EngineIndex;
  readonly source: BlobSource;
  /** Absolute, existing folder (for a dry run it may be missing); nothing is ever written outside it. */
  readonly target: Buffer;
  /** Items to restore in path order, op put; pulled batch by batch until undefined. Directory paths are relative to `target`. */
  readonly nextItems: () => Promise<RecordBatch | undefined> | RecordBatch | undefined;
  readonly overwrite: 'never' | 'if-changed' | 'always';
  readonly dryRun: boolean;
  readonly restoreOwner: boolean;
  /** Files and links in the way of a folder give way to it; otherwise they are `restore.target-occupied` or `restore.unsafe-path`. */
  readonly replaceOtherKinds?: boolean;
  /**
   * Folders, relative to `target`, that give way to a file with all that lies in them. What gives way keeps a temporary name
   * (`.mamori-restore-…`) beside the entry until that is in place and on the device, and is deleted then.
   */
  readonly yieldingFolders?: readonly Buffer[];
  readonly onErrors: (errors: readonly PathError[]) => void;
}

export interface RestoreOutcome {
  readonly files: number; readonly directories: number; readonly bytes: number; readonly skipped: number; readonly failed: number;
}

export interface FoldOptions {
  readonly index: EngineIndex;
  readonly source: BlobSource;
  /** Oldest first: a checkpoint's records or the first run's, then each later run's. */
  readonly streams: readonly { readonly content: ContentReference; readonly checkpoint: boolean; readonly sequence: number }[]; // a run's operations follow its records
  /** The folded items in path order, ops put, tombstone and gap. */
  readonly onItems?: (batch: RecordBatch) => Promise<void> | void;
  /** Gets the id of every chunk that the kept versions and `streams` themselves are made of, lists of ids (section 6) included. */
  readonly live?: LiveSet;
  /** Store the folded history as a new checkpoint stream. */
  readonly store?: { readonly sink: BlobSink; readonly packBytes: number; readonly inlineBytes: number };
  /** Write a scan image (without change times: each file is read once more) from the current state; needs `sourceId`, 16 bytes. */
  readonly imagePath?: string;
  readonly sourceId?: Buffer;
}

export interface FoldOutcome {
  readonly items: number;
  readonly records: ContentReference | undefined;
  readonly open: OpenContainer | undefined;
}

export interface VerifyOptions {
  readonly containers: readonly { readonly name: string; readonly footer: Buffer; readonly segments: readonly number[] | 'all' }[];
  readonly source: BlobSource;
  readonly onDamage: (damage: readonly { readonly container: string; readonly segment: number; readonly error: CodedError; readonly chunkIds: readonly string[] }[]) => void;
}

export interface VerifyOutcome {
  readonly segments: number; readonly rawBytes: number; readonly damaged: number;
}

/**
 * Copies are sealed in the key epoch of their segment, because ids depend on it; no segment mixes epochs, and none data with metadata. Neighbours of one source
 * segment stay neighbours, so that data of continuous and of scheduled runs stay apart.
 */
export interface RepackOptions {
  readonly index: EngineIndex;
  readonly source: BlobSource;
  /** Copy only what no usable container of the index holds; else every live chunk of the containers. A chunk is copied once however often it occurs. */
  readonly missingOnly: boolean;
  readonly containers: readonly { readonly name: string; readonly footer: Buffer }[];
  readonly live: LiveSet;
  readonly packBytes: number;
  readonly sink: BlobSink;
}

export interface RepackOutcome {
  readonly packs: readonly { readonly name: string; readonly sizeBytes: number }[];
  readonly copiedBytes: number;
  readonly droppedBytes: number;
}
