import { lstat, mkdir, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CodedError } from '../../base/coded-error.js';
import { wireErrors } from '../../terms/errors/wire-errors.js';

/**
 * Makes the folder of a Unix socket this user's own and closed to others, and takes a dead agent's socket out of the way.
 *
 * The folder's mode and owner stand in for peer credentials (SO_PEERCRED, unix(7)), which Node does not offer: who is not this user or root
 * cannot enter the folder, and so cannot connect. A folder that somebody else made first is never used.
 *
 * @throws CodedError `wire.foreign-server` when the folder is a link, somebody else's, or open to others
 */
export async function prepareOwnPlace(address: string): Promise<void> {
  const folder = dirname(address);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const state = await lstat(folder);
  if (!state.isDirectory() || state.uid !== process.getuid?.() || (state.mode & 0o077) !== 0) {
    throw CodedError.of(wireErrors, 'wire.foreign-server', `${folder} is not closed to other users`, { data: { folder } });
  }
  await unlink(address).catch((failure: NodeJS.ErrnoException) => {
    if (failure.code !== 'ENOENT') throw failure;
  });
}
