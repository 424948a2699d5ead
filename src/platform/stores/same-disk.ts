import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/**
 * Whether two places lie on the same file system, so that one broken disk takes both; for the warning at
 * set-up. A path that does not exist yet counts as its nearest existing ancestor. Partitions of one disk
 * are not recognised.
 */
export async function sameDisk(one: string, other: string): Promise<boolean> {
  const [device, otherDevice] = await Promise.all([deviceOf(resolve(one)), deviceOf(resolve(other))]);
  return device !== undefined && device === otherDevice;
}

async function deviceOf(path: string): Promise<bigint | undefined> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  if (found) return found.dev;
  const parent = dirname(path);
  return parent === path ? undefined : deviceOf(parent);
}
