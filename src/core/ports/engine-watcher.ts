import type { ExclusionRules } from './engine.js';

/**
 * The engine's own recursive watcher, as the watch room wants it (design: one reader thread per root, inotify or
 * ReadDirectoryChangesW, nothing per file in JavaScript).
 */
export interface EngineWatcher {
  /**
   * Starts watching; `sink` is called on the event loop, never before `start` has returned and never after `close` was
   * called. A root that cannot be opened is an `error` event. `ready` comes again after each overflow; an overflow is
   * told when it happens and again when all folders are watched anew, because only a scan begun after that sees all.
   */
  start(root: string, options: EngineWatchOptions, sink: (event: EngineWatchEvent) => void): EngineWatch;
}

export interface EngineWatchOptions {
  readonly latencyMs: number; //         the reader thread collects for this long before it calls
  readonly maxChangesPerBatch: number; // past it, a batch lists dirty folders instead
  /** Excluded folders get no watch and what happens there is not told; `oneFileSystem` says nothing to a watch. */
  readonly exclusions?: ExclusionRules;
}

export interface EngineWatch {
  /** Resolves when thread, handles and memory are given back; idempotent. An open watch keeps the process alive. */
  close(): Promise<void>;
}

/** Relative to the root, '/'-separated: the raw bytes (Linux), or a string (Windows). */
export type EnginePath = Uint8Array | string;

export type EngineWatchEvent =
  | { readonly kind: 'ready'; readonly watches: number }
  | EngineWatchBatch
  /** Some folders could not be watched; the others are. `folder` says which, if it is one. */
  | { readonly kind: 'limited'; readonly needed: number; readonly allowed: number }
  | { readonly kind: 'unreadable'; readonly folder: EnginePath; readonly osError: number }
  /** The watcher has stopped and calls no more. */
  | { readonly kind: 'error'; readonly error: EngineWatchFailure };

export interface EngineWatchBatch {
  readonly kind: 'batch';
  readonly changes: readonly { readonly path: EnginePath; readonly kind: 'created' | 'modified' | 'removed' | 'unknown' }[];
  readonly dirtyFolders: readonly EnginePath[];
  readonly overflow: boolean; // the kernel's queue overflowed: anything below the root may have changed
}

/** As the engine's Result carries it; `code` is one of src/terms/errors. */
export interface EngineWatchFailure {
  readonly code: string;
  readonly message: string;
  readonly osError?: number;
}
