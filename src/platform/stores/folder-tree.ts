import { dirname, join } from 'node:path';
import type { FolderFs } from './folder-fs.js';
import type { FolderSync } from './folder-sync.js';
import { errnoOf } from './store-failure.js';

/**
 * Makes the folders of a store durably, each once per process.
 *
 * A folder that exists already has its entry synced all the same the first time: the process that made it
 * may have died before it did. `requirePresent` is asked before anything is made in the root, so that the
 * mount point of an unplugged disk stays empty.
 */
export class FolderTree {
  readonly #root: string;
  readonly #fs: FolderFs;
  readonly #sync: FolderSync;
  readonly #requirePresent: () => Promise<void>;
  readonly #known = new Map<string, Promise<void>>();

  constructor(root: string, fs: FolderFs, sync: FolderSync, requirePresent: () => Promise<void>) {
    this.#root = root;
    this.#fs = fs;
    this.#sync = sync;
    this.#requirePresent = requirePresent;
  }

  /** `folder` is relative to the root, '.' the root itself. Free after the first time. */
  ensure(folder: string): Promise<void> {
    if (folder === '.') return Promise.resolve();
    const known = this.#known.get(folder);
    if (known) return known;
    const made = this.#make(folder);
    this.#known.set(folder, made);
    made.catch(() => this.#known.delete(folder));
    return made;
  }

  /** Somebody removed folders: look again from the next call on. */
  forget(): void {
    this.#known.clear();
  }

  async #make(folder: string): Promise<void> {
    const parent = dirname(folder);
    await this.ensure(parent);
    if (parent === '.') await this.#requirePresent();
    await this.#fs.mkdir(join(this.#root, folder)).catch((error: unknown) => {
      if (errnoOf(error) !== 'EEXIST') throw error;
    });
    await this.#sync.sync(join(this.#root, parent));
  }
}
