import { join } from 'node:path';
import type { Clock } from '../../base/clock.js';
import type { Random } from '../../base/random.js';
import type { FolderFs } from './folder-fs.js';

/** The folder of a store that holds what is not an object yet. */
export const TEMP_FOLDER = 'tmp';
const TEMP_SUFFIX = '.part';
const LEFTOVER_AGE_MS = 24 * 3600 * 1000;

/** A path no other writer, on this machine or another, will choose. */
export function newTempPath(root: string, random: Random): string {
  return join(root, TEMP_FOLDER, random.bytes(16).toString('hex') + TEMP_SUFFIX);
}

/**
 * Removes files that a writer which died left behind: those older than a day, since other machines may
 * be writing to the same store. Failures do not matter; the next opening tries again.
 */
export async function removeLeftovers(fs: FolderFs, root: string, clock: Clock): Promise<void> {
  const folder = join(root, TEMP_FOLDER);
  const names = await fs.readdir(folder).catch(() => []);
  for (const name of names) {
    if (!name.endsWith(TEMP_SUFFIX)) continue;
    const path = join(folder, name);
    const stat = await fs.stat(path).catch(() => undefined);
    if (stat && clock.nowMs() - stat.mtimeMs > LEFTOVER_AGE_MS) await fs.unlink(path).catch(() => {});
  }
}
