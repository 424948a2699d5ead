import type { RelativePath } from './source-event.js';

/** The folder that holds the entry; the root's parent is the root. */
export function parentFolder(path: RelativePath): RelativePath {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Whether `path` is the folder itself or lies below it. */
export function isWithin(folder: RelativePath, path: RelativePath): boolean {
  return folder === '' || path === folder || (path.startsWith(folder) && path[folder.length] === '/');
}

/** The deepest folder that holds all the entries. */
export function commonFolder(paths: Iterable<RelativePath>): RelativePath {
  let common: RelativePath | undefined;
  for (const path of paths) {
    common ??= parentFolder(path);
    while (common !== '' && !isWithin(common, parentFolder(path))) common = parentFolder(common);
  }
  return common ?? '';
}

/**
 * The deepest folder that holds at least half of the entries; it is never shallower than their common folder.
 * Rescanning it relieves a buffer by half at the least price. Cost: one map entry per distinct ancestor.
 */
export function crowdedFolder(paths: ReadonlySet<RelativePath>): RelativePath {
  const counts = new Map<RelativePath, number>();
  for (const path of paths) {
    for (let folder = parentFolder(path); folder !== ''; folder = parentFolder(folder)) {
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
  }
  let crowded = '';
  for (const [folder, count] of counts) {
    if (count * 2 >= paths.size && folder.length > crowded.length) crowded = folder;
  }
  return crowded;
}

/** The same ground without folders that lie inside others, in path order. */
export function outermostFolders(folders: Iterable<RelativePath>): readonly RelativePath[] {
  const outermost: RelativePath[] = [];
  for (const folder of [...new Set(folders)].sort((a, b) => a.length - b.length)) {
    if (!outermost.some(outer => isWithin(outer, folder))) outermost.push(folder);
  }
  return outermost.sort();
}
