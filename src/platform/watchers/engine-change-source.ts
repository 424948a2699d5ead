import { Observable } from 'rxjs';
import type { Clock } from '../../base/clock.js';
import { CodedError } from '../../base/coded-error.js';
import { decodePath } from '../../base/path-bytes.js';
import type { EnginePath, EngineWatch, EngineWatcher, EngineWatchEvent, EngineWatchFailure, EngineWatchOptions } from '../../core/ports/engine-watcher.js';
import type { ChangeSource } from '../../core/watch/change-source.js';
import type { RelativePath, SourceEvent } from '../../core/watch/source-event.js';
import { watchErrors } from '../../terms/errors/watch-errors.js';
import { watchFailure } from './watch-failures.js';

/** 50 ms is a twentieth of what a person notices and lets a burst travel as one call; 4,096 changes are about 1 MB. */
const DEFAULT_OPTIONS: EngineWatchOptions = { latencyMs: 50, maxChangesPerBatch: 4096 };

/**
 * The engine's own watcher as a change source. Reports every loss, the kernel's included, and sees names of any bytes.
 * Excluded folders are watched all the same: the exclude stage drops them.
 */
export function engineChangeSource(
  watcher: EngineWatcher, clock: Clock, options: EngineWatchOptions = DEFAULT_OPTIONS,
): ChangeSource {
  return {
    name: 'engine',
    reportsOverflow: true,
    watch: root => new Observable(subscriber => {
      let engineWatch: EngineWatch | undefined;
      try {
        engineWatch = watcher.start(root, options, event => {
          for (const translated of translate(event, root, clock.nowMs())) subscriber.next(translated);
          if (event.kind === 'error') subscriber.complete();
        });
      } catch (cause) {
        subscriber.next({ kind: 'error', error: cause instanceof CodedError ? cause : watchFailure(cause, root) });
        subscriber.complete();
      }
      return () => void engineWatch?.close();
    }),
  };
}

function translate(event: EngineWatchEvent, root: string, at: number): readonly SourceEvent[] {
  switch (event.kind) {
    case 'ready':
      return [{ kind: 'ready' }];
    case 'limited':
      return [{ kind: 'degraded', degradation: { reason: 'watch-limit', needed: event.needed, allowed: event.allowed } }];
    case 'unreadable':
      return [{ kind: 'degraded', degradation: { reason: 'unreadable-folder', folder: relativePath(event.folder) } }];
    case 'error':
      return [{ kind: 'error', error: engineFailure(event.error, root) }];
    case 'batch':
      return [
        ...(event.overflow ? [{ kind: 'overflow' } as const] : []),
        ...event.dirtyFolders.map(folder => ({ kind: 'overflow', folder: relativePath(folder) }) as const),
        ...event.changes.map(({ path, kind }) => ({ kind: 'change', path: relativePath(path), hint: kind, at }) as const),
      ];
  }
}

function relativePath(path: EnginePath): RelativePath {
  return typeof path === 'string' ? path : decodePath(path);
}

function engineFailure({ code, message, osError }: EngineWatchFailure, root: string): CodedError {
  const known = Object.hasOwn(watchErrors, code) ? code as keyof typeof watchErrors : 'watch.failed';
  return CodedError.of(watchErrors, known, message, { data: { root, code, osError: osError ?? null } });
}
