import type { Buffer } from 'node:buffer';
import { lstat } from 'node:fs/promises';
import { encodePath } from '../../base/path-bytes.js';
import type { FileStamp } from '../../core/watch/settle-stage.js';
import type { RelativePath } from '../../core/watch/source-event.js';

/** Looks under way at a time; Node's pool has 4 threads, and others need them too. */
const CONCURRENCY = 8;

/**
 * Sizes and modification times of regular files, in the order of the paths; `undefined` for everything else, and for
 * what cannot be looked at. Names of any bytes are found. Cost: one lstat a path, about 70 µs through Node's pool.
 */
export async function fileStamps(root: string, paths: readonly RelativePath[]): Promise<readonly (FileStamp | undefined)[]> {
  const stamps = new Array<FileStamp | undefined>(paths.length);
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < paths.length; index = next++) stamps[index] = await stampOf(root, paths[index] as RelativePath);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return stamps;
}

async function stampOf(root: string, path: RelativePath): Promise<FileStamp | undefined> {
  try {
    const stats = await lstat(nativePath(root, path));
    return stats.isFile() ? { sizeBytes: stats.size, mtimeMs: stats.mtimeMs } : undefined;
  } catch {
    return undefined;
  }
}

/** Linux takes bytes, so that every name is reachable; Windows takes the string with its own lone surrogates. */
function nativePath(root: string, path: RelativePath): Buffer | string {
  const full = `${root}/${path}`;
  return process.platform === 'win32' ? full : encodePath(full);
}
