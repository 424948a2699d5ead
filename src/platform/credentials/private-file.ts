import { randomBytes } from 'node:crypto';
import { closeSync, constants, fchmodSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CodedError } from '../../base/coded-error.js';
import { credentialErrors } from '../../terms/errors/credential-errors.js';

const { O_RDONLY, O_WRONLY, O_CREAT, O_EXCL } = constants;
// A link in place of the file would make us read or tighten somebody else's. Windows has no such flag.
const O_NOFOLLOW = constants.O_NOFOLLOW ?? 0;
const hasPosixModes = process.platform !== 'win32';

/**
 * Reads a file that only its owner may read; undefined if there is none.
 *
 * Our own file with looser permissions is tightened before it is read. It is refused
 * (`credential.file-exposed`) if it belongs to somebody else or its file system keeps no permissions.
 *
 * Synchronous: every command reads one such file before anything else, and for a few hundred bytes that
 * takes 0.1 ms where the first use of the asynchronous calls takes 6 ms.
 */
export function readPrivateFile(path: string): string | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, O_RDONLY | O_NOFOLLOW);
    if (hasPosixModes) ensurePrivate(file, path);
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw wrap(error, path, 'read');
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/**
 * Replaces a private file: at any instant, also after power loss, the path holds the old or the new content.
 * Resolves after the file and its folder entry are on the disk; the folder is created (0700) if it is missing.
 */
export async function writePrivateFile(path: string, content: string): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    {
      await using file = await open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
      if (hasPosixModes) ensurePrivate(file.fd, path);
      await file.writeFile(content);
      await file.sync();
    }
    await rename(temporary, path);
    if (hasPosixModes) await syncFolder(dirname(path));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw wrap(error, path, 'write');
  }
}

/** Removes a private file, if it is there, and waits until that is on the disk. */
export async function removePrivateFile(path: string): Promise<void> {
  try {
    await rm(path, { force: true });
    if (hasPosixModes) await syncFolder(dirname(path));
  } catch (error) {
    throw wrap(error, path, 'remove');
  }
}

function ensurePrivate(file: number, path: string): void {
  const { uid, mode } = fstatSync(file);
  if (uid === process.geteuid?.()) {
    if (isPrivate(mode)) return;
    fchmodSync(file, 0o600);
    if (isPrivate(fstatSync(file).mode)) return;
  }
  throw CodedError.of(credentialErrors, 'credential.file-exposed', `not private: ${path}`, { data: { path } });
}

const isPrivate = (mode: number) => (mode & 0o077) === 0;

async function syncFolder(path: string): Promise<void> {
  await using folder = await open(path, O_RDONLY);
  await folder.sync();
}

function wrap(error: unknown, path: string, action: 'read' | 'write' | 'remove'): CodedError {
  if (error instanceof CodedError) return error;
  const errno = (error as NodeJS.ErrnoException).code ?? 'unknown';
  return CodedError.of(credentialErrors, 'credential.file-unusable', `cannot ${action} ${path}: ${errno}`, {
    data: { path, errno }, cause: error,
  });
}
