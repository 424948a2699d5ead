import { lstat } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { watch, type FSWatcher } from 'chokidar';
import type { Subscriber } from 'rxjs';
import type { Clock } from '../../base/clock.js';
import type { WatchOptions } from '../../core/watch/change-source.js';
import { parentFolder } from '../../core/watch/folders.js';
import type { ChangeHint, RelativePath, SourceEvent } from '../../core/watch/source-event.js';
import { unwatchableSubfolders } from './unwatchable-folders.js';
import { allowedWatches, errnoOf, watchFailure } from './watch-failures.js';

const HINTS: Readonly<Record<string, ChangeHint>> = {
  add: 'created', addDir: 'created', change: 'modified', unlink: 'removed', unlinkDir: 'removed',
};

/** What U+FFFD in a name may stand for: bytes that are no UTF-8. A name that really holds it costs a rescan. */
const REPLACEMENT = '\ufffd';

/** One subscription to one root: owns the watcher, translates what it says, and closes it. */
export class ChokidarWatch {
  readonly #root: string;
  readonly #options: WatchOptions;
  readonly #clock: Clock;
  readonly #subscriber: Subscriber<SourceEvent>;
  #watcher: FSWatcher | undefined;
  #ready = false;
  #limitReached = false;

  constructor(root: string, options: WatchOptions, clock: Clock, subscriber: Subscriber<SourceEvent>) {
    this.#root = resolve(root);
    this.#options = options;
    this.#clock = clock;
    this.#subscriber = subscriber;
  }

  async open(): Promise<void> {
    try {
      // chokidar waits in silence for a root that is missing.
      const stats = await lstat(this.#root);
      if (!stats.isDirectory()) throw Object.assign(new Error('the root is not a folder'), { code: 'ENOTDIR' });
    } catch (cause) {
      return this.#fail(cause);
    }
    if (this.#subscriber.closed) return;
    this.#watcher = watch(this.#root, {
      ignoreInitial: true,
      followSymlinks: false,
      awaitWriteFinish: false, // the settle stage does this for every source
      atomic: false, //           and would hide names that look like editors' temporary files
      alwaysStat: false,
      ignorePermissionErrors: false,
      ignored: path => this.#isIgnored(path),
    });
    this.#watcher
      .on('all', (event, path) => this.#onEvent(event, path))
      .on('raw', (event, name, details) => this.#onRaw(event, name, details))
      .on('error', error => void this.#onError(error))
      .on('ready', () => void this.#onReady());
  }

  async close(): Promise<void> {
    await this.#watcher?.close();
  }

  #onEvent(event: string, path: string): void {
    const relative = this.#relative(path);
    if (relative === undefined) return;
    if (relative === '') {
      if (event === 'unlinkDir') this.#fail(Object.assign(new Error('the root was removed'), { code: 'ENOENT' }));
      return;
    }
    if (relative.includes(REPLACEMENT)) this.#tellMangled(parentFolder(relative));
    else this.#tell({ kind: 'change', path: relative, hint: HINTS[event] ?? 'unknown', at: this.#clock.nowMs() });
    if (event === 'addDir' && this.#ready) void this.#tellUnwatchable(relative);
  }

  #onRaw(event: string, name: string | null, details: unknown): void {
    const { watchedPath } = details as { readonly watchedPath?: string };
    const folder = watchedPath === undefined ? '' : this.#relative(watchedPath);
    if (folder === undefined) return; // the root's own parent
    if (name === null) return this.#tell({ kind: 'overflow', folder });
    const path = joined(folder, sep === '\\' ? name.replaceAll('\\', '/') : name);
    if (path.includes(REPLACEMENT)) this.#tellMangled(parentFolder(path));
    else this.#tell({ kind: 'change', path, hint: event === 'change' ? 'modified' : 'unknown', at: this.#clock.nowMs() });
  }

  #tellMangled(folder: RelativePath): void {
    this.#tell({ kind: 'overflow', folder });
    if (this.#ready) void this.#tellUnwatchable(folder);
  }

  async #onReady(): Promise<void> {
    const watcher = this.#watcher;
    if (watcher === undefined) return;
    const folders = Object.keys(watcher.getWatched()).map(folder => this.#relative(folder)).filter(folder => folder !== undefined);
    if (this.#limitReached) await this.#tellLimit(folders.length);
    for (const folder of folders) {
      if (this.#subscriber.closed) return;
      await this.#tellUnwatchable(folder);
    }
    this.#ready = true;
    this.#tell({ kind: 'ready' });
  }

  /** An error that names a path concerns that path; one that names none ends the watch. */
  async #onError(error: unknown): Promise<void> {
    const errno = errnoOf(error);
    const { path, syscall } = error as NodeJS.ErrnoException;
    const relative = path === undefined ? undefined : this.#relative(resolve(this.#root, path));
    if (errno === 'ENOSPC') {
      const isFirst = !this.#limitReached;
      this.#limitReached = true;
      if (!this.#ready) return; // told with the number of folders once that is known
      if (isFirst) await this.#tellLimit(Object.keys(this.#watcher?.getWatched() ?? {}).length);
      return this.#tell({ kind: 'overflow', folder: relative ?? '' });
    }
    if (relative === undefined || relative === '' || errno === 'EMFILE' || errno === 'ENFILE') return this.#fail(error);
    if (syscall === 'watch' || syscall === 'scandir' || syscall === 'opendir') {
      return this.#tell({ kind: 'degraded', degradation: { reason: 'unreadable-folder', folder: relative } });
    }
    this.#tell({ kind: 'overflow', folder: parentFolder(relative) });
  }

  async #tellLimit(folders: number): Promise<void> {
    const allowed = await allowedWatches();
    this.#tell({ kind: 'degraded', degradation: { reason: 'watch-limit', needed: folders, allowed: allowed ?? 0 } });
  }

  async #tellUnwatchable(folder: RelativePath): Promise<void> {
    for (const name of await unwatchableSubfolders(join(this.#root, folder))) {
      const path = joined(folder, name);
      if (!this.#options.excluded(path)) this.#tell({ kind: 'degraded', degradation: { reason: 'unwatchable-name', folder: path } });
    }
  }

  #isIgnored(path: string): boolean {
    const relative = this.#relative(path);
    return relative !== undefined && relative !== '' && this.#options.excluded(relative);
  }

  /** `undefined` for what lies outside of the root. */
  #relative(path: string): RelativePath | undefined {
    if (path === this.#root) return '';
    const prefix = this.#root.endsWith(sep) ? this.#root : this.#root + sep;
    if (!path.startsWith(prefix)) return undefined;
    const relative = path.slice(prefix.length);
    return sep === '\\' ? relative.replaceAll('\\', '/') : relative;
  }

  #tell(event: SourceEvent): void {
    this.#subscriber.next(event);
  }

  #fail(cause: unknown): void {
    this.#tell({ kind: 'error', error: watchFailure(cause, this.#root) });
    this.#subscriber.complete();
  }
}

function joined(folder: RelativePath, name: string): RelativePath {
  return folder === '' ? name : `${folder}/${name}`;
}
