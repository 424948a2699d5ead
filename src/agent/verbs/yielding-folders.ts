import { accessSync, constants } from 'node:fs';
import { encodePath } from '../../base/path-bytes.js';
import { decodeRecord } from '../../core/catalog/record-codec.js';
import type { RelativePath } from '../../core/watch/source-event.js';
import { folderTreeProbe } from '../../platform/trees/folder-tree-probe.js';
import type { Workspace } from '../workspace.js';
import { isAsRecorded, presentEntry } from './present-entry.js';

/** A folder with more in it than this does not give way to a file by itself: somebody should look at it first. */
const MAX_ENTRIES = 100_000;

/**
 * Those of the occupied paths at which a folder may be deleted for a file: everything in it is in the vault as it is now.
 *
 * What rules leave out, what could not be read and what was written a moment ago keeps its folder where it is. Cost: a look at each
 * entry on disk and in the catalog.
 */
export async function yieldingFolders({ catalog }: Pick<Workspace, 'catalog'>, source: string, root: string, occupied: readonly RelativePath[]): Promise<readonly RelativePath[]> {
  const isSaved = (path: RelativePath): boolean => {
    const place = `${root}/${path}`;
    const present = presentEntry(place);
    const item = catalog.stateAt(source, path);
    return present !== undefined && item?.kind === 'version' && isAsRecorded(place, present, decodeRecord(item.record)) && (!present.isDirectory() || isReadable(place));
  };
  const yielding: RelativePath[] = [];
  for (const path of occupied) {
    if (await folderTreeProbe.kindOf(root, path) !== 'directory') continue;
    const below = await folderTreeProbe.below(root, path, MAX_ENTRIES);
    if (below && [path, ...below].every(isSaved)) yielding.push(path);
  }
  return yielding;
}

/** What cannot be listed may hold anything. */
function isReadable(folder: string): boolean {
  try {
    accessSync(encodePath(folder), constants.R_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
