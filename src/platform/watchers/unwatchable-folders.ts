import { isUtf8 } from 'node:buffer';
import { readdir } from 'node:fs/promises';
import { decodePath } from '../../base/path-bytes.js';
import type { RelativePath } from '../../core/watch/source-event.js';

/**
 * The names of a folder's subfolders that are no UTF-8: a watcher that takes strings cannot look into them, and says
 * nothing about it. Missing and unreadable folders have none; they are told in other ways.
 */
export async function unwatchableSubfolders(folder: string): Promise<readonly RelativePath[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true, encoding: 'buffer' });
    return entries.filter(entry => !isUtf8(entry.name) && entry.isDirectory()).map(entry => decodePath(entry.name));
  } catch {
    return [];
  }
}
