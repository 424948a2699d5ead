import type { CodedError } from '../../base/coded-error.js';

/* What goes to and fro between the engine and JavaScript. */

export interface EngineInfo {
  readonly abi: number;
  readonly zstd: string;
  readonly openssl: string;
  readonly threads: number;
}

/** FastCDC sizes in bytes; contents up to `wholeFileBytes` are one chunk. */
export interface Chunking {
  readonly minBytes: number;
  readonly averageBytes: number;
  readonly maxBytes: number;
  readonly wholeFileBytes: number;
}

/** Types of envelopes, section 4 of docs/vault-format.md. */
export type EnvelopeType = 'data' | 'metadata' | 'root' | 'footer' | 'padding' | 'config' | 'condemned' | 'writer';

/**
 * Serves stored bytes to a job: `length` bytes of object `name` from `offset`; a negative offset counts from the end.
 *
 * The buffer is the job's from then on: unless it is a view of something larger its memory is freed, and it becomes empty, as soon as the job has its copy.
 */
export type BlobSource = (name: string, offset: number, length: number) => Promise<Buffer>;

/**
 * Stores a finished object durably before it resolves; the job goes on meanwhile, at most two objects ahead. The object's `bytes` are
 * detached, and their memory freed, once it resolved: what outlives that must be copied.
 */
export type BlobSink = (object: StoredPack) => Promise<void>;

/** A finished pack; `footer` is its plaintext footer (section 5), so that nobody has to open it again. */
export interface StoredPack {
  readonly name: string; //      `packs/ab/abcd…`
  readonly bytes: readonly Buffer[];
  readonly sizeBytes: number;
  readonly footer: Buffer;
}

/**
 * A batch of entries: a record stream fragment plus a table of eight 32-bit numbers per entry:
 * directory offset, directory length, name offset, name length, operation, sequence, record offset, record length
 * (offsets into `bytes`; entries of one directory share its offset).
 */
export interface RecordBatch {
  readonly bytes: Buffer;
  readonly table: Uint32Array;
}

/** Where a content lies: depth and ids as in section 6, as hex; `bytes` is the length of the content. */
export interface ContentReference {
  readonly depth: number;
  readonly ids: readonly string[];
  readonly bytes: number;
}

/** Small segments that a job sealed and that shall travel inside the run object; opaque to JavaScript. */
export interface OpenContainer {
  readonly sizeBytes: number;
}

export interface SegmentInfo {
  readonly type: number;
  readonly offset: number;
  readonly sealedBytes: number;
  readonly rawBytes: number;
  readonly chunkCount: number;
}

/**
 * The chunk index of one vault: immutable mapped files plus what the current job adds.
 * It is local and disposable: built from footers, reconciled with the vault before each run.
 */
export interface EngineIndex {
  /** Containers (names) whose footers it has, excluded ones included. */
  containers(): string[];
  /** Adds containers by their plaintext footers; durable after `flush`. One that is excluded stays so. */
  add(containers: readonly { readonly name: string; readonly footer: Buffer }[]): void;
  /**
   * From now on, until the index is opened anew, writers' look-ups miss in these containers (also in ones that are added later): they are gone, condemned or
   * damaged. Jobs that read (restore, fold, readContent) still fall back on them where no other container holds a chunk.
   */
  exclude(names: readonly string[]): void;
  flush(): Promise<void>;
  stats(): { readonly chunks: number; readonly containers: number; readonly residentBytes: number };
  /** As writers look: `usable` containers only. `any` also finds what lies in excluded ones only. */
  locate(id: string, among?: 'usable' | 'any'): ChunkLocation | undefined;
  close(): void;
}

export interface ChunkLocation {
  readonly container: string;
  readonly segmentOffset: number;
  readonly sealedBytes: number;
  readonly segmentRawBytes: number;
  readonly offsetInSegment: number;
  readonly rawBytes: number;
}

export interface EngineJob<T> {
  readonly result: Promise<T>;
  /** Current counters; cheap, may be called at any rate. */
  progress(): JobProgress;
  cancel(): void;
  /** Between `pause` and `resume` no new file is begun. */
  pause(): void;
  resume(): void;
}

/** A job that can be cut in parts. */
export interface DivisibleJob<T> extends EngineJob<T> {
  /** Finishes the files it has begun and ends with what it has, at the latest after the next 256 MiB or the large file being read. */
  endEarly(): void;
}

export interface JobProgress {
  readonly filesDone: number;
  readonly filesTotal: number; // what is known so far; grows while the walk goes on
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly walkComplete: boolean;
  readonly currentPath: Buffer | undefined;
}

/** One file's failure; the rest of the job goes on. */
export interface PathError {
  readonly path: Buffer;
  readonly error: CodedError;
}

export interface ExclusionRules {
  readonly extensions: readonly string[]; //     without the dot, case does not matter
  readonly hidden: boolean; //                   true: hidden files and folders are left out
  readonly subtrees: readonly Buffer[]; //       absolute paths that are never entered (vault, state folder)
  readonly patterns: readonly string[]; //       gitignore-like
  readonly oneFileSystem: boolean;
}

/** See `Engine.lockFile`. */
export interface FileLock {
  release(): void;
}

/** A compact set of chunk ids: 16 bytes an id. */
export interface LiveSet {
  readonly size: number;
  add(ids: readonly string[]): void;
  has(id: string): boolean;
  /** Each segment of a container by its plaintext footer, in order; bytes of chunks, so 0 for roots and padding. */
  measure(footer: Buffer): readonly SegmentMeasure[];
  /** Whether the container holds a live chunk that no usable container of the index holds. */
  isNeeded(footer: Buffer, index: EngineIndex): boolean;
  /** Live chunks that no usable container holds, at most `limit` of them. Cost: a look-up per live chunk. */
  missingFrom(index: EngineIndex, limit: number): readonly string[];
}

export interface SegmentMeasure {
  readonly sealedBytes: number;
  readonly liveBytes: number;
  readonly totalBytes: number;
}
