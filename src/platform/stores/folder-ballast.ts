import { join } from 'node:path';
import { CodedError } from '../../base/coded-error.js';
import type { Random } from '../../base/random.js';
import type { SpaceReserve } from '../../core/ports/space-reserve.js';
import { writeNewFile } from './file-bytes.js';
import type { FolderFs } from './folder-fs.js';
import type { FolderSync } from './folder-sync.js';
import type { FolderTree } from './folder-tree.js';
import { classifyOsError, errnoOf, storeFailure, wrapOsError } from './store-failure.js';
import { TEMP_FOLDER } from './temp-files.js';

/** Two packs of 32 MiB: one being rewritten, one more for manifests and the condemned list. */
const DEFAULT_SIZE_BYTES = 64 << 20;
const BLOCK_BYTES = 1 << 20;
const NAME = 'ballast';

interface BallastParts {
  readonly fs: FolderFs;
  readonly random: Random;
  readonly tree: FolderTree;
  readonly sync: FolderSync;
  readonly isPresent: () => Promise<boolean>;
  readonly sizeBytes: number | undefined;
}

/**
 * A file of real bytes (`tmp/ballast`) that is deleted when the disk is full.
 *
 * The bytes are random, because a file system that compresses or keeps holes would hold nothing back.
 */
export class FolderBallast implements SpaceReserve {
  readonly sizeBytes: number;
  readonly #parts: BallastParts;
  readonly #root: string;

  constructor(root: string, parts: BallastParts) {
    this.#root = root;
    this.#parts = parts;
    this.sizeBytes = parts.sizeBytes ?? DEFAULT_SIZE_BYTES;
  }

  async isHeld(): Promise<boolean> {
    const stat = await this.#parts.fs.stat(this.#path).catch(() => undefined);
    return stat !== undefined && stat.size >= this.sizeBytes;
  }

  /** Costs one write of the whole size and a sync, when it is not held already. */
  async hold(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<boolean> {
    const { fs, tree, isPresent } = this.#parts;
    if (await this.isHeld()) return true;
    try {
      await this.release();
      const { bavail, bsize } = await fs.statfs(this.#root);
      if (bavail * bsize < 2 * this.sizeBytes) return false;
      if (!await isPresent()) throw storeFailure('store.gone', this.#root);
      await tree.ensure(TEMP_FOLDER);
      await writeNewFile(fs, this.#path, this.#content(), options.signal);
      return true;
    } catch (failure) {
      await fs.unlink(this.#path).catch(() => {});
      return this.#failed(failure, options.signal);
    }
  }

  async release(): Promise<void> {
    const { fs, sync, isPresent } = this.#parts;
    try {
      await fs.unlink(this.#path);
      await sync.sync(join(this.#root, TEMP_FOLDER)); // some file systems give blocks back only then
    } catch (failure) {
      if (errnoOf(failure) !== 'ENOENT') throw wrapOsError(await classifyOsError(failure, 'write', isPresent), NAME, failure);
    }
  }

  get #path(): string {
    return join(this.#root, TEMP_FOLDER, NAME);
  }

  #content(): Uint8Array[] {
    if (this.sizeBytes === 0) return [];
    const block = this.#parts.random.bytes(Math.min(BLOCK_BYTES, this.sizeBytes));
    const whole = Array.from({ length: Math.floor(this.sizeBytes / block.length) }, () => block);
    return [...whole, block.subarray(0, this.sizeBytes % block.length)];
  }

  async #failed(failure: unknown, signal: AbortSignal | undefined): Promise<boolean> {
    if (failure instanceof CodedError || signal?.aborted) throw failure;
    const code = await classifyOsError(failure, 'write', this.#parts.isPresent);
    if (code === 'store.full') return false;
    throw wrapOsError(code, NAME, failure);
  }
}
