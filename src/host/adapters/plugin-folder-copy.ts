import { constants } from 'node:fs';
import { copyFile, lstat, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { unsafePackage } from '../main/install/install-errors.js';
import type { PackageListing } from '../main/install/package-listing.js';

/** What belongs to the author's own work and not to the plugin: histories of version control, and npm's links to programs. */
const LEFT_OUT = /^(?:(?:.*\/)?\.(?:git|hg|svn)|(?:.*\/)?node_modules\/\.bin)$/;

/**
 * Copies a plugin's folder into an empty one, entry by entry as the listing allows; nothing that is no file or folder is copied or followed.
 *
 * @throws CodedError `plugin.unsafe-package` (a link, a device), `plugin.package-too-large`
 */
export async function copyPluginFolder(from: string, to: string, listing: PackageListing, signal: AbortSignal, below = ''): Promise<void> {
  for (const { name } of await readdir(join(from, below), { withFileTypes: true })) {
    signal.throwIfAborted();
    const path = below === '' ? name : `${below}/${name}`;
    if (LEFT_OUT.test(path)) continue;
    const stat = await lstat(join(from, path));
    if (stat.isSymbolicLink()) throw unsafePackage(path, 'link');
    if (stat.isDirectory()) {
      listing.add(path, 'folder');
      await mkdir(join(to, path));
      await copyPluginFolder(from, to, listing, signal, path);
    } else if (stat.isFile()) {
      listing.add(path, 'file', stat.size);
      await copyFile(join(from, path), join(to, path), constants.COPYFILE_EXCL);
    } else {
      throw unsafePackage(path, 'special');
    }
  }
}
