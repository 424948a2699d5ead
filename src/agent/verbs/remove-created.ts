import { realpathSync, rmdirSync, unlinkSync } from 'node:fs';
import { encodePath } from '../../base/path-bytes.js';
import type { CreatedEntry } from '../../core/restore/restore-reversal.js';
import { parentFolder } from '../../core/watch/folders.js';
import type { RelativePath } from '../../core/watch/source-event.js';
import { isAsRecorded, presentEntry } from './present-entry.js';
import { joined } from './secure-present.js';

export interface Removal {
  readonly removed: number;
  /** What somebody changed since it was made, and folders with more in them than what was made. */
  readonly changed: readonly RelativePath[];
}

/**
 * Deletes what a restore made, as long as it is still what the restore made. What is gone already is passed over.
 *
 * Nothing is deleted through a link: an entry whose folder is reached over one is none that a restore made.
 */
export function removeCreated(root: string, created: Iterable<CreatedEntry>, signal: AbortSignal): Removal {
  let removed = 0;
  const changed: RelativePath[] = [];
  const plainFolders = new Map<RelativePath, boolean>();
  const isPlain = (folder: RelativePath): boolean => {
    const known = plainFolders.get(folder);
    if (known !== undefined) return known;
    if (plainFolders.size > 1_000) plainFolders.clear();
    const plain = leadsThroughNoLink(root, folder);
    plainFolders.set(folder, plain);
    return plain;
  };
  for (const { path, record } of created) {
    signal.throwIfAborted();
    const place = joined(root, path);
    const present = isPlain(parentFolder(path)) ? presentEntry(place) : undefined;
    if (!present) continue;
    if (isAsRecorded(place, present, record) && remove(place, record.kind === 'directory')) removed += 1;
    else changed.push(path);
  }
  return { removed, changed };
}

function leadsThroughNoLink(root: string, folder: RelativePath): boolean {
  try {
    return realpathSync(encodePath(joined(root, folder)), 'buffer').equals(Buffer.concat([realpathSync(encodePath(root), 'buffer'), encodePath(folder === '' ? '' : `/${folder}`)]));
  } catch {
    return false;
  }
}

function remove(place: string, isFolder: boolean): boolean {
  try {
    if (isFolder) rmdirSync(encodePath(place));
    else unlinkSync(encodePath(place));
    return true;
  } catch {
    return false;
  }
}
