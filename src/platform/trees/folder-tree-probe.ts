import { lstat, readdir } from 'node:fs/promises';
import { decodePath, encodePath } from '../../base/path-bytes.js';
import type { TreeProbe } from '../../core/backup/expand-paths.js';
import type { RelativePath } from '../../core/watch/source-event.js';

/** The disk itself, looked at with lstat and readdir; folders that cannot be read hold nothing (the engine reports them). */
export const folderTreeProbe: TreeProbe = {
  async kindOf(root, path) {
    const found = await lstat(absolute(root, path)).catch(() => undefined);
    if (!found) return 'gone';
    return found.isDirectory() ? 'directory' : 'other';
  },

  async below(root, folder, limit) {
    const found: RelativePath[] = [];
    const pending = [folder];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      for (const entry of await readdir(absolute(root, next), { withFileTypes: true, encoding: 'buffer' }).catch(() => [])) {
        const path = next === '' ? decodePath(entry.name) : `${next}/${decodePath(entry.name)}`;
        found.push(path);
        if (entry.isDirectory()) pending.push(path);
        if (found.length > limit) return undefined;
      }
    }
    return found;
  },
};

/** Bytes, because names need not be UTF-8. */
export function absolute(root: string, path: RelativePath): Buffer {
  return encodePath(path === '' ? root : `${root}/${path}`);
}
