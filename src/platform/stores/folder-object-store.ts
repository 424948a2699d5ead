import { dirname, join } from 'node:path';
import { CodedError } from '../../base/coded-error.js';
import type { Random } from '../../base/random.js';
import { checkObjectName, checkObjectPrefix } from '../../core/ports/object-name.js';
import type {
  ByteRange, FreeSpace, ObjectInfo, ObjectStore, PutOptions, StoreCallOptions, StoreCapabilities,
} from '../../core/ports/object-store.js';
import { readRange, writeNewFile } from './file-bytes.js';
import type { FolderFs } from './folder-fs.js';
import { infoOf, listFolder } from './folder-listing.js';
import type { FolderSync } from './folder-sync.js';
import type { FolderTree } from './folder-tree.js';
import { classifyOsError, errnoOf, storeFailure, wrapOsError } from './store-failure.js';
import { newTempPath, TEMP_FOLDER } from './temp-files.js';

export interface FolderStoreParts {
  readonly root: string;
  readonly capabilities: StoreCapabilities;
  readonly fs: FolderFs;
  readonly random: Random;
  readonly sync: FolderSync;
  readonly tree: FolderTree;
  /** Whether the root is still the folder that was opened, not the mount point of an unplugged disk. */
  readonly isPresent: () => Promise<boolean>;
  readonly onDidPut: (name: string) => void;
}

/**
 * Objects as files below one folder; made by `openFolderStore`.
 *
 * A put writes a file of a random name in `tmp/`, syncs it, renames it into place and syncs the folder,
 * so that a name never leads to bytes that are not on the disk. Keeps no handle open between calls: the
 * disk can be unmounted at any time.
 */
export class FolderObjectStore implements ObjectStore {
  readonly capabilities: StoreCapabilities;
  readonly #parts: FolderStoreParts;

  constructor(parts: FolderStoreParts) {
    this.#parts = parts;
    this.capabilities = parts.capabilities;
  }

  async put(name: string, data: Uint8Array | readonly Uint8Array[], options: PutOptions = {}): Promise<void> {
    checkObjectName(name);
    const { fs, root, tree, sync, random } = this.#parts;
    await this.#guard('write', name, options, async () => {
      if (options.ifAbsent && await infoOf(fs, root, name)) throw storeFailure('store.exists', name);
      await Promise.all([tree.ensure(TEMP_FOLDER), tree.ensure(dirname(name))]);
      const temp = newTempPath(root, random);
      try {
        await writeNewFile(fs, temp, data instanceof Uint8Array ? [data] : data, options.signal);
        await this.#publish(temp, name, options.ifAbsent ?? false);
      } catch (failure) {
        await fs.unlink(temp).catch(() => {});
        throw failure;
      }
      await sync.sync(dirname(join(root, name)));
    });
    this.#parts.onDidPut(name);
  }

  async get(name: string, range?: ByteRange, options: StoreCallOptions = {}): Promise<Buffer> {
    checkObjectName(name);
    const { fs, root } = this.#parts;
    return this.#guard('read', name, options, async () => {
      const file = await fs.open(join(root, name), 'r');
      try {
        const bytes = await readRange(file, range, options.signal);
        if (!bytes) throw storeFailure('store.corrupt-range', name, 'ends before the range does');
        return bytes;
      } finally {
        await file.close();
      }
    });
  }

  async head(name: string, options: StoreCallOptions = {}): Promise<ObjectInfo | undefined> {
    checkObjectName(name);
    return this.#guard('read', name, options, async () => {
      const info = await infoOf(this.#parts.fs, this.#parts.root, name);
      if (!info) await this.#requirePresent();
      return info;
    });
  }

  async *list(prefix: string, options: StoreCallOptions = {}): AsyncGenerator<ObjectInfo> {
    checkObjectPrefix(prefix);
    try {
      yield* listFolder(this.#parts.fs, this.#parts.root, prefix, options.signal);
      await this.#requirePresent(); // or an unplugged disk would be an empty vault
    } catch (failure) {
      throw await this.#explain(failure, 'read', prefix, options.signal);
    }
  }

  async delete(name: string, options: StoreCallOptions = {}): Promise<void> {
    checkObjectName(name);
    const { fs, root, sync } = this.#parts;
    await this.#guard('write', name, options, async () => {
      try {
        await fs.unlink(join(root, name));
      } catch (failure) {
        const errno = errnoOf(failure);
        if (errno !== 'ENOENT' && errno !== 'ENOTDIR') throw failure;
        await this.#requirePresent();
        return;
      }
      await sync.sync(dirname(join(root, name)));
    });
  }

  async freeSpace(options: StoreCallOptions = {}): Promise<FreeSpace | undefined> {
    const { fs, root } = this.#parts;
    return this.#guard('read', '', options, async () => {
      const { bavail, blocks, bsize } = await fs.statfs(root);
      await this.#requirePresent();
      return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
    });
  }

  async serverTimeMs(): Promise<number | undefined> {
    return undefined;
  }

  async dispose(): Promise<void> {}

  /** A link refuses a taken name in one step; a rename replaces it. */
  async #publish(temp: string, name: string, ifAbsent: boolean): Promise<void> {
    const { fs, root } = this.#parts;
    if (!ifAbsent || !this.capabilities.conditionalPut) return fs.rename(temp, join(root, name));
    await fs.link(temp, join(root, name)).catch((failure: unknown) => {
      throw errnoOf(failure) === 'EEXIST' ? storeFailure('store.exists', name) : failure;
    });
    await fs.unlink(temp);
  }

  async #requirePresent(): Promise<void> {
    if (!await this.#parts.isPresent()) throw storeFailure('store.gone', this.#parts.root);
  }

  async #guard<T>(access: 'read' | 'write', name: string, options: StoreCallOptions, call: () => Promise<T>): Promise<T> {
    options.signal?.throwIfAborted();
    try {
      return await call();
    } catch (failure) {
      throw await this.#explain(failure, access, name, options.signal);
    }
  }

  async #explain(failure: unknown, access: 'read' | 'write', name: string, signal: AbortSignal | undefined): Promise<unknown> {
    if (failure instanceof CodedError || (signal?.aborted && failure === signal.reason)) return failure;
    if (errnoOf(failure) === 'ENOENT') this.#parts.tree.forget();
    return wrapOsError(await classifyOsError(failure, access, this.#parts.isPresent), name, failure);
  }
}
