import { constants } from 'node:fs';
import type { FolderFile, FolderFs } from './folder-fs.js';
import { errnoOf } from './store-failure.js';

/** Logical blocks of disks are 512 or 4,096 bytes; places, lengths and memory of direct writes are whole blocks. */
const BLOCK_BYTES = 4096;
/** Smaller files gain nothing. */
const SMALLEST_BYTES = 4 << 20;
const STAGE_BYTES = 4 << 20;
/** As many as packs are on their way at once; what more concurrent writers need is collected afterwards. */
const KEPT_STAGES = 2;
/** File systems in memory, by their numbers in statfs(2): there is nothing behind the page cache to write to. tmpfs, ramfs. */
const IN_MEMORY_TYPES: ReadonlySet<number> = new Set([0x01021994, 0x858458f6]);
/** How systems and file systems say that they cannot. */
const REFUSALS = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP']);

/** Memory that begins on a page. Shared by all stores of the process; never in use by two writes at once. */
const idleStages: Buffer[] = [];

/**
 * Writes the whole blocks of a large content to the start of an existing file past the page cache, and returns how many bytes that were;
 * 0 where that is not possible, or would gain nothing. The caller writes the rest, and syncs: a direct write alone is not durable.
 *
 * Costs one copy, and saves the kernel's into fresh pages, which for 2 GiB took 0.7–5 s of processor time and pushed out of the cache
 * what other programs had there. Memory: 4 MiB for each file being written.
 */
export async function writeDirect(
  fs: FolderFs, path: string, buffers: readonly Uint8Array[], signal: AbortSignal | undefined,
): Promise<number> {
  const size = buffers.reduce((sum, buffer) => sum + buffer.length, 0);
  if (size < SMALLEST_BYTES || !constants.O_DIRECT || await isInMemory(fs, path)) return 0;
  const stage = idleStages.pop() ?? newStage();
  let file: FolderFile | undefined;
  let written = 0;
  try {
    file = await fs.open(path, constants.O_WRONLY | constants.O_DIRECT);
    for (const filled of stagesOf(buffers, stage)) {
      signal?.throwIfAborted();
      const whole = filled - filled % BLOCK_BYTES;
      const { bytesWritten } = await file.writev([stage.subarray(0, whole)], written);
      written += bytesWritten;
      if (bytesWritten < whole) break; // the disk is nearly full: the ordinary writes find out
    }
  } catch (failure) {
    if (!REFUSALS.has(errnoOf(failure))) throw failure;
  } finally {
    if (idleStages.length < KEPT_STAGES) idleStages.push(stage);
    await file?.close();
  }
  return written;
}

/** Asked for each file: 20 µs, and no answer to go stale when something else is mounted there. */
async function isInMemory(fs: FolderFs, path: string): Promise<boolean> {
  const { type } = await fs.statfs(path);
  return IN_MEMORY_TYPES.has(type >>> 0);
}

/** The one part of WebAssembly's interface that is used; the compiler's library for it is the browser's. */
interface PagedMemory {
  readonly WebAssembly: { readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer } };
}
const WASM_PAGE_BYTES = 64 << 10;

/** WebAssembly's memory begins on a page; a Buffer of Node does not, and nothing in JavaScript tells where it begins. */
function newStage(): Buffer {
  const { WebAssembly } = globalThis as unknown as PagedMemory;
  return Buffer.from(new WebAssembly.Memory({ initial: STAGE_BYTES / WASM_PAGE_BYTES }).buffer);
}

/** Fills the stage with what comes next, until at most less than a block is left; yields how much lies in it. */
function* stagesOf(buffers: readonly Uint8Array[], stage: Buffer): Generator<number> {
  let filled = 0;
  for (const buffer of buffers) {
    for (let offset = 0; offset < buffer.length;) {
      const piece = buffer.subarray(offset, offset + stage.length - filled);
      stage.set(piece, filled);
      filled += piece.length;
      offset += piece.length;
      if (filled < stage.length) continue;
      yield filled;
      filled = 0;
    }
  }
  if (filled >= BLOCK_BYTES) yield filled;
}
