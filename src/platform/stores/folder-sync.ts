import type { StoreCapabilities } from '../../core/ports/object-store.js';
import type { FolderFs } from './folder-fs.js';
import { errnoOf } from './store-failure.js';

/** How file systems say that they do not sync folders at all. */
const UNSUPPORTED = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EISDIR', 'EBADF']);

/**
 * Makes folder entries durable, one file system call for all who wait for the same folder.
 *
 * A caller is served by a sync that began after its request: the one under way may have missed its entry,
 * so later requests share the next one. Nothing is remembered when a sync fails; every waiter of it fails,
 * unless the store is best effort and the file system cannot sync folders.
 */
export class FolderSync {
  readonly #fs: FolderFs;
  readonly #durability: StoreCapabilities['durability'];
  readonly #waiting = new Map<string, Promise<void>>();
  readonly #running = new Map<string, Promise<void>>();

  constructor(fs: FolderFs, durability: StoreCapabilities['durability']) {
    this.#fs = fs;
    this.#durability = durability;
  }

  sync(folder: string): Promise<void> {
    const waiting = this.#waiting.get(folder);
    if (waiting) return waiting;
    const running = this.#running.get(folder);
    if (!running) return this.#start(folder);
    const next = running.then(() => {}, () => {}).then(() => {
      this.#waiting.delete(folder);
      return this.#start(folder);
    });
    this.#waiting.set(folder, next);
    return next;
  }

  #start(folder: string): Promise<void> {
    const run = this.#syncNow(folder).finally(() => {
      if (this.#running.get(folder) === run) this.#running.delete(folder);
    });
    this.#running.set(folder, run);
    return run;
  }

  async #syncNow(folder: string): Promise<void> {
    try {
      await syncOneFolder(this.#fs, folder);
    } catch (failure) {
      if (this.#durability === 'synced' || !UNSUPPORTED.has(errnoOf(failure))) throw failure;
    }
  }
}

/**
 * Windows opens no folder for syncing and needs none: NTFS logs names in order, and the flush of the next
 * file carries the log up to there.
 */
export async function syncOneFolder(fs: FolderFs, folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await fs.open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
