import type {
  BackupOptions, BackupPathsOptions, StoreMetadataOptions, BackupOutcome, RestoreOptions, RestoreOutcome, FoldOptions, FoldOutcome, VerifyOptions, VerifyOutcome, RepackOptions, RepackOutcome,
} from './engine-jobs.js';
import type {
  EngineInfo, Chunking, EnvelopeType, BlobSource, ContentReference, OpenContainer, SegmentInfo, EngineIndex, EngineJob, DivisibleJob, FileLock, LiveSet,
} from './engine-values.js';

export type * from './engine-jobs.js';
export type * from './engine-values.js';

/**
 * The native engine: everything that touches bytes in bulk.
 *
 * JavaScript decides, C++ touches bytes. A *job* runs on the engine's own threads and talks to JavaScript in batches: it
 * asks for stored bytes (`BlobSource`), hands over finished objects (`BlobSink`) and batches of records, and ends with a result.
 * No call blocks the event loop. Every failure is a CodedError; a cancelled job rejects with the signal's reason.
 */
export interface Engine {
  readonly info: EngineInfo;
  /** Opens the crypto of one vault. `masterKeys` are copied into locked memory where the platform has it. */
  openVault(options: { readonly vaultId: Buffer; readonly masterKeys: ReadonlyMap<number, Buffer>; readonly chunking: Chunking }): EngineVault;
  createLiveSet(): LiveSet;
  /** Takes an exclusive lock on a file, which the OS releases when the process ends however it ends; undefined when another process has it. */
  lockFile(path: string): FileLock | undefined;
  /** XAES-256-GCM of small things (key slots): returns ciphertext ‖ tag. */
  xaesSeal(key: Buffer, nonce: Buffer, plaintext: Buffer, associatedData: Buffer): Buffer;
  /** Opens what `xaesSeal` made; undefined when the tag does not match. */
  xaesOpen(key: Buffer, nonce: Buffer, sealed: Buffer, associatedData: Buffer): Buffer | undefined;
}

/** One vault's keys inside the engine; `dispose` wipes them. */
export interface EngineVault {
  seal(type: EnvelopeType, plaintext: Buffer): Buffer;
  /** @throws CodedError vault.damaged-object, vault.wrong-key, vault.newer-format */
  open(type: EnvelopeType, envelope: Buffer): Buffer;
  openIndex(folder: string): EngineIndex;
  /** Scans a source (or folders of it), compares it with the last scan, and stores what changed. */
  backup(options: BackupOptions): DivisibleJob<BackupOutcome>;
  /** Stores the given paths without a scan: continuous saves, and what a restore is about to overwrite. */
  backupPaths(options: BackupPathsOptions): EngineJob<BackupOutcome>;
  /** Stores record-stream chunks that JavaScript made (operations), after those already in `open`. */
  storeMetadata(options: StoreMetadataOptions): EngineJob<{ readonly content: ContentReference; readonly open: OpenContainer | undefined }>;
  restore(options: RestoreOptions): EngineJob<RestoreOutcome>;
  /** Folds one source's history (section 9) from its streams, in path order. */
  fold(options: FoldOptions): EngineJob<FoldOutcome>;
  /** Reads content by reference: metadata streams, previews, single small files. `content.bytes` is a hint of the size and is not checked. */
  readContent(options: { readonly index: EngineIndex; readonly content: ContentReference; readonly source: BlobSource }): EngineJob<Buffer>;
  /** Opens and re-hashes every chunk of the given segments; reports those that fail. */
  verifySegments(options: VerifyOptions): EngineJob<VerifyOutcome>;
  /** Copies live chunks of containers into new packs. */
  repack(options: RepackOptions): EngineJob<RepackOutcome>;
  /** Assembles a run object from what a job left open, and its root; pads it to a Padmé size when asked. */
  finishRun(parts: OpenContainer | undefined, root: Buffer, options: { readonly pad: boolean }): { readonly sha256: string; readonly bytes: readonly Buffer[]; readonly sizeBytes: number; readonly footer: Buffer };
  /** Reads the footer from the last bytes of a container; `undefined` when more bytes are needed (`neededBytes`). */
  readFooter(tail: Buffer, containerBytes: number): { readonly footer: Buffer; readonly segments: readonly SegmentInfo[] } | { readonly neededBytes: number };
  dispose(): void;
}
