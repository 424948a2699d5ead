import { join } from 'node:path';
import type { Random } from '../../base/random.js';
import type { StoreCapabilities } from '../../core/ports/object-store.js';
import { writeNewFile } from './file-bytes.js';
import type { FolderFs } from './folder-fs.js';
import { syncOneFolder } from './folder-sync.js';
import { errnoOf } from './store-failure.js';

/**
 * File systems that accept a sync without keeping its promise, or pass it on to somebody who may not:
 * memory, SMB, host folders of virtual machines, user-space drivers. Numbers from statfs(2).
 */
const BEST_EFFORT_TYPES: ReadonlySet<number> = new Set([
  0x01021994, // tmpfs
  0x858458f6, // ramfs
  0xff534d42, // cifs
  0xfe534d42, // smb2
  0x517b, //     smb
  0x01021997, // 9p
  0x786f4256, // vboxsf
  0x65735546, // fuse: sshfs, rclone, also ntfs-3g, which cannot be told apart
]);

/**
 * Finds out what a folder can do by doing it in `scratch`, a folder of the store's own that is made if need be.
 *
 * Costs two files, three syncs. A place that cannot be written to now gets the capabilities of the most
 * careless one. Renaming is not probed but relied on: without it no put succeeds, and none is lost.
 */
export async function probeFolder(fs: FolderFs, root: string, scratch: string, random: Random): Promise<StoreCapabilities> {
  const stem = join(root, scratch, random.bytes(8).toString('hex'));
  const file = `${stem}.part`;
  const link = `${stem}.link.part`;
  try {
    await fs.mkdir(join(root, scratch), { recursive: true });
    await writeNewFile(fs, file, [Buffer.from('probe')], undefined);
    const conditionalPut = await refusesSecondLink(fs, file, link);
    const durability = await syncsFolders(fs, join(root, scratch)) && !await isBestEffort(fs, root) ? 'synced' : 'best-effort';
    return { conditionalPut, durability, serverTime: false, deferredDelete: false };
  } catch {
    return { conditionalPut: false, durability: 'best-effort', serverTime: false, deferredDelete: false };
  } finally {
    for (const path of [file, link]) await fs.unlink(path).catch(() => {});
  }
}

async function refusesSecondLink(fs: FolderFs, file: string, link: string): Promise<boolean> {
  try {
    await fs.link(file, link);
  } catch {
    return false; // FAT and exFAT have no links
  }
  return fs.link(file, link).then(() => false, (error: unknown) => errnoOf(error) === 'EEXIST');
}

async function syncsFolders(fs: FolderFs, folder: string): Promise<boolean> {
  return syncOneFolder(fs, folder).then(() => true, () => false);
}

async function isBestEffort(fs: FolderFs, root: string): Promise<boolean> {
  if (process.platform === 'win32') return root.startsWith('\\\\'); // statfs tells no type there
  const { type } = await fs.statfs(root);
  return BEST_EFFORT_TYPES.has(type >>> 0);
}
