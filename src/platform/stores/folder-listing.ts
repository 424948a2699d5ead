import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import { isObjectName } from '../../core/ports/object-name.js';
import type { ObjectInfo } from '../../core/ports/object-store.js';
import type { FolderFs } from './folder-fs.js';
import { errnoOf } from './store-failure.js';

/** Stats under way at once: hides the round trips of a NAS, harmless on a disk. */
const CONCURRENT_STATS = 32;

/**
 * Walks the files below `root` whose names begin with `prefix`, in ascending order of names.
 *
 * A folder sorts as its name with the slash after it, so that depth-first order is the order of the full
 * names ("a-b" < "a/b" < "a0"). Files that are not objects, such as what a file manager leaves, are
 * passed over; so is what disappears while the walk runs. Links are followed as `get` follows them.
 */
export async function* listFolder(
  fs: FolderFs, root: string, prefix: string, signal: AbortSignal | undefined, folder = prefix.slice(0, prefix.lastIndexOf('/') + 1),
): AsyncGenerator<ObjectInfo> {
  signal?.throwIfAborted();
  const names = await namesIn(fs, root, folder, prefix);
  for (let next = 0; next < names.length;) {
    const name = names[next]!;
    if (name.endsWith('/')) {
      yield* listFolder(fs, root, prefix, signal, name);
      next += 1;
      continue;
    }
    const end = endOfFiles(names, next);
    for (const info of await Promise.all(names.slice(next, end).map(file => infoOf(fs, root, file)))) {
      signal?.throwIfAborted();
      if (info) yield info;
    }
    next = end;
  }
}

/** Size and time of one object; undefined when there is no such file. */
export async function infoOf(fs: FolderFs, root: string, name: string): Promise<ObjectInfo | undefined> {
  const stat = await fs.stat(join(root, name)).catch(ignoreAbsent);
  return stat?.isFile() ? { name, sizeBytes: stat.size, modifiedMs: Math.floor(stat.mtimeMs) } : undefined;
}

/** Sorted full names below `folder` that may lead to the prefix, folders with a slash at the end. */
async function namesIn(fs: FolderFs, root: string, folder: string, prefix: string): Promise<string[]> {
  const entries = await fs.readdir(join(root, folder), { withFileTypes: true }).catch(ignoreAbsent) ?? [];
  const names: string[] = [];
  for (const entry of entries) {
    const name = folder + entry.name;
    if (!isObjectName(name)) continue;
    const marked = await isFolder(fs, join(root, name), entry) ? `${name}/` : name;
    if (marked.startsWith(prefix) || (marked.endsWith('/') && prefix.startsWith(marked))) names.push(marked);
  }
  return names.sort();
}

async function isFolder(fs: FolderFs, path: string, entry: Dirent): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  return (await fs.stat(path).catch(ignoreAbsent))?.isDirectory() ?? false;
}

function endOfFiles(names: readonly string[], start: number): number {
  let end = start;
  while (end < names.length && end - start < CONCURRENT_STATS && !names[end]!.endsWith('/')) end += 1;
  return end;
}

function ignoreAbsent(error: unknown): undefined {
  const errno = errnoOf(error);
  if (errno !== 'ENOENT' && errno !== 'ENOTDIR') throw error;
}
