import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { CodedError } from '../base/coded-error.js';
import type {
  BlobSink, BlobSource, ChunkLocation, Chunking, ContentReference, EngineInfo, FoldOptions, FoldOutcome, JobProgress, RecordBatch,
  RepackOptions, RepackOutcome, RestoreOptions, RestoreOutcome, SegmentInfo, SegmentMeasure, StoredPack, VerifyOptions, VerifyOutcome,
} from '../core/ports/engine.js';
import { engineErrors } from '../terms/errors/engine-errors.js';
import type { NativeWatchBinding } from './engine/native-engine-watcher.js';

/** Things that live in the addon; JavaScript only holds on to them. */
export interface NativeVault { readonly nativeVault: unique symbol }
export interface NativeIndex { readonly nativeIndex: unique symbol }
export interface NativeLiveSet { readonly nativeLiveSet: unique symbol }
export interface NativeFileLock { readonly nativeFileLock: unique symbol }

/** A failure as the addon throws it, rejects with it, or reports it for a path. */
export interface NativeFailure {
  readonly code: string;
  readonly message: string;
  readonly osError: number; // 0 where no system call failed
}

export interface NativePathFailure extends NativeFailure {
  readonly path: Buffer;
}

export interface NativeJob<T> {
  readonly result: Promise<T>;
  progress(): JobProgress;
  cancel(): void;
  pause(): void;
  resume(): void;
  endEarly(): void;
}

/** Segments that a job left open; `handle` is the addon's. */
export interface NativeOpenContainer {
  readonly sizeBytes: number;
  readonly handle: object;
}

export interface NativeBackupOptions {
  readonly root: Buffer;
  readonly sourceId: Buffer;
  readonly sequence: number;
  readonly generation: boolean;
  readonly imagePath: string;
  readonly exclusions: {
    readonly extensions: readonly string[]; readonly hidden: boolean; readonly subtrees: readonly Buffer[];
    readonly patterns: readonly string[]; readonly oneFileSystem: boolean;
  };
  readonly keepRemoved?: boolean;
  readonly limits?: { readonly fileBytes?: number; readonly pathUnits?: number; readonly plainNames: boolean };
  readonly packBytes: number;
  readonly inlineBytes: number;
  readonly sink: BlobSink;
  readonly onRecords: (batch: RecordBatch) => Promise<void> | void;
  readonly onErrors: (failures: readonly NativePathFailure[]) => void;
}

export interface NativeBackupOutcome {
  readonly records: ContentReference;
  readonly open: NativeOpenContainer | undefined;
  readonly packs: readonly { readonly name: string; readonly sizeBytes: number }[];
  readonly counts: {
    readonly files: number; readonly directories: number; readonly bytes: number;
    readonly new: number; readonly changed: number; readonly removed: number; readonly unchanged: number; readonly failed: number;
    readonly newFolders: number; readonly changedFolders: number; readonly removedFolders: number; readonly kept: number;
    readonly readBytes: number; readonly storedBytes: number;
  };
  readonly complete: boolean;
  commitImage(): NativeJob<void>;
}

export interface NativeMetadataOptions {
  readonly chunks: readonly Buffer[];
  readonly open: NativeOpenContainer | undefined;
  readonly packBytes: number;
  readonly inlineBytes: number;
  readonly sink: BlobSink;
}

/** What native/engine/binding exports, as it is: no defaults, failures as NativeFailure. */
export interface NativeBinding extends NativeWatchBinding {
  info(): EngineInfo;
  lockFile(path: string): NativeFileLock | undefined;
  unlockFile(lock: NativeFileLock): void;
  peerIsOwn(descriptor: number): boolean | undefined;
  xaesSeal(key: Buffer, nonce: Buffer, plaintext: Buffer, associatedData: Buffer): Buffer;
  xaesOpen(key: Buffer, nonce: Buffer, sealed: Buffer, associatedData: Buffer): Buffer | undefined;

  openVault(options: { readonly vaultId: Buffer; readonly epochs: readonly { readonly epoch: number; readonly key: Buffer }[]; readonly chunking: Chunking }): NativeVault;
  closeVault(vault: NativeVault): void;
  seal(vault: NativeVault, type: number, plaintext: Buffer): Buffer;
  open(vault: NativeVault, type: number, envelope: Buffer, digestMatched: boolean): Buffer;
  finishRun(vault: NativeVault, open: NativeOpenContainer | undefined, root: Buffer, pad: boolean): StoredPack & { readonly sha256: string };
  readFooter(vault: NativeVault, tail: Buffer, containerBytes: number):
    { readonly footer: Buffer; readonly segments: readonly SegmentInfo[] } | { readonly neededBytes: number };

  openIndex(folder: string): NativeIndex;
  closeIndex(index: NativeIndex): void;
  indexContainers(index: NativeIndex): string[];
  indexAdd(index: NativeIndex, containers: readonly { readonly name: string; readonly footer: Buffer }[]): void;
  indexExclude(index: NativeIndex, names: readonly string[]): void;
  indexFlush(index: NativeIndex): NativeJob<void>;
  indexStats(index: NativeIndex): { readonly chunks: number; readonly containers: number; readonly residentBytes: number };
  indexLocate(index: NativeIndex, id: string, any: boolean): ChunkLocation | undefined;

  createLiveSet(): NativeLiveSet;
  liveSetAdd(set: NativeLiveSet, ids: readonly string[]): void;
  liveSetHas(set: NativeLiveSet, id: string): boolean;
  liveSetSize(set: NativeLiveSet): number;
  liveSetMeasure(set: NativeLiveSet, footer: Buffer): readonly SegmentMeasure[];
  liveSetIsNeeded(set: NativeLiveSet, footer: Buffer, index: NativeIndex): boolean;
  liveSetMissingFrom(set: NativeLiveSet, index: NativeIndex, limit: number): readonly string[];

  backup(vault: NativeVault, index: NativeIndex, options: NativeBackupOptions & { readonly onlyFolders?: readonly Buffer[] }): NativeJob<NativeBackupOutcome>;
  backupPaths(vault: NativeVault, index: NativeIndex, options: NativeBackupOptions & {
    readonly paths: readonly { readonly path: Buffer; readonly currentRecord?: Buffer }[];
  }): NativeJob<NativeBackupOutcome>;
  storeMetadata(vault: NativeVault, index: NativeIndex, options: NativeMetadataOptions):
    NativeJob<{ readonly content: ContentReference; readonly open: NativeOpenContainer | undefined }>;

  restore(vault: NativeVault, index: NativeIndex, options: Omit<Required<RestoreOptions>, 'index' | 'onErrors'> & {
    readonly onErrors: (failures: readonly NativePathFailure[]) => void;
  }): NativeJob<RestoreOutcome>;
  fold(vault: NativeVault, index: NativeIndex, options: Omit<FoldOptions, 'index' | 'live'> & { readonly live?: NativeLiveSet }): NativeJob<FoldOutcome>;
  readContent(vault: NativeVault, index: NativeIndex, options: { readonly content: ContentReference; readonly source: BlobSource }): NativeJob<Buffer>;
  verifySegments(vault: NativeVault, options: Omit<VerifyOptions, 'onDamage'> & {
    readonly onDamage: (damage: readonly (NativeFailure & { readonly container: string; readonly segment: number; readonly chunkIds: readonly string[] })[]) => void;
  }): NativeJob<VerifyOutcome>;
  repack(vault: NativeVault, index: NativeIndex, options: Omit<RepackOptions, 'index' | 'live'> & { readonly live: NativeLiveSet }): NativeJob<RepackOutcome>;
}

/** Raised together with `kAbi` of native/engine/binding/module.cc. */
const ABI = 2;

/**
 * Loads the addon; the only place that does. The same object every time.
 *
 * Fails with `engine.not-built` when it is missing, does not load, or was built from other sources.
 */
export function loadNativeBinding(): NativeBinding {
  let binding: NativeBinding;
  try {
    binding = createRequire(import.meta.url)('../../build/Release/mamori_engine.node') as NativeBinding;
  } catch (cause) {
    throw CodedError.of(engineErrors, 'engine.not-built', 'the native addon does not load', { cause });
  }
  const { abi } = binding.info();
  if (abi !== ABI) throw CodedError.of(engineErrors, 'engine.not-built', 'the native addon is of another version', { data: { abi, expected: ABI } });
  return binding;
}

/** Where the build leaves the shim, which an FFI loads (src/shell/adapters/shim-loader.ts); it knows nothing of Node. */
export const builtShimPath = fileURLToPath(new URL(`../../build/Release/mamori_shim.${process.platform === 'win32' ? 'dll' : 'so'}`, import.meta.url));
