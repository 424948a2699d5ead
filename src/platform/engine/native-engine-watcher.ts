import { encodePath } from '../../base/path-bytes.js';
import type {
  EnginePath, EngineWatch, EngineWatchBatch, EngineWatcher, EngineWatchEvent, EngineWatchOptions,
} from '../../core/ports/engine-watcher.js';
import { windowsPathOf } from './windows-path.js';

/**
 * A batch as the addon hands it over: all paths in one buffer, and in `table` for each path the offset at which it ends
 * and what it is: 0 created, 1 modified, 2 removed, 3 a dirty folder. Dirty folders come first.
 */
export interface NativeWatchBatch {
  readonly kind: 'batch';
  readonly overflow: boolean;
  readonly paths: Buffer;
  readonly table: Uint32Array;
}

export type NativeWatchEvent = Exclude<EngineWatchEvent, EngineWatchBatch> | NativeWatchBatch;

export interface NativeWatchOptions extends Omit<EngineWatchOptions, 'exclusions'> {
  readonly root: Buffer;
  readonly exclusions?: EngineWatchOptions['exclusions'] & { readonly ignoreCase: boolean };
  readonly sink: (event: NativeWatchEvent) => void;
}

/** What the addon exports for watching. `sink` runs on the event loop, one event a turn, until `close` is called. */
export interface NativeWatchBinding {
  startWatch(options: NativeWatchOptions): EngineWatch;
}

const HINTS = ['created', 'modified', 'removed'] as const;
const DIRTY_FOLDER = 3;

const isWindows = process.platform === 'win32';

/**
 * The engine's recursive watcher behind the port of the watch room.
 *
 * Cost: one thread a root, which sleeps until the system has something to say and looks for the root itself every 10 s;
 * two more for the moment of starting and of closing. At most four batches wait for the event loop: past that the
 * thread gathers on its own, within `maxChangesPerBatch`, and folds into dirty folders what is more.
 */
export function nativeEngineWatcher(binding: NativeWatchBinding): EngineWatcher {
  return {
    start(root, { exclusions, ...options }, sink) {
      return binding.startWatch({
        ...options,
        root: encodePath(root),
        ...(exclusions && { exclusions: { ...exclusions, ignoreCase: isWindows } }),
        sink: event => sink(toPortEvent(event)),
      });
    },
  };
}

function toPortEvent(event: NativeWatchEvent): EngineWatchEvent {
  switch (event.kind) {
    case 'batch':
      return unpack(event);
    case 'unreadable':
      return { ...event, folder: toPath(event.folder as Buffer) };
    default:
      return event;
  }
}

function unpack({ overflow, paths, table }: NativeWatchBatch): EngineWatchBatch {
  const changes: EngineWatchBatch['changes'][number][] = [];
  const dirtyFolders: EnginePath[] = [];
  let start = 0;
  for (let at = 0; at < table.length; at += 2) {
    const end = table[at] as number;
    const kind = table[at + 1] as number;
    const path = toPath(paths.subarray(start, end));
    if (kind === DIRTY_FOLDER) dirtyFolders.push(path);
    else changes.push({ path, kind: HINTS[kind] ?? 'unknown' });
    start = end;
  }
  return { kind: 'batch', overflow, changes, dirtyFolders };
}

function toPath(bytes: Buffer): EnginePath {
  return isWindows ? windowsPathOf(bytes) : bytes;
}
