import { createHash } from 'node:crypto';
import { chmod, lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { unsafePackage } from '../main/install/install-errors.js';

const READ_BYTES = 1 << 20;

export interface FolderDigest {
  /** `sha512-…`: of one line per file (content's SHA-512 in hex, size, path), in the order of the paths' UTF-16 units. */
  readonly digest: string;
  readonly files: number;
  readonly sizeBytes: number;
}

/**
 * What a folder holds, byte by byte. With `seal` every file and folder is brought to the disk on the way, and every file is made read-only; what may be run stays so.
 *
 * Links and special files are refused as `plugin.unsafe-package`. Cost: reads everything, one file at a time.
 */
export async function digestFolder(root: string, { seal }: { readonly seal: boolean }): Promise<FolderDigest> {
  const lines: string[] = [];
  let sizeBytes = 0;
  for (const path of (await filesBelow(root, '', seal)).toSorted()) {
    const { hash, size } = await digestFile(join(root, path), seal);
    lines.push(`${hash} ${size} ${path}\n`);
    sizeBytes += size;
  }
  return { digest: `sha512-${createHash('sha512').update(lines.join('')).digest('base64')}`, files: lines.length, sizeBytes };
}

async function filesBelow(root: string, below: string, seal: boolean): Promise<string[]> {
  const files: string[] = [];
  for (const entry of await readdir(join(root, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) files.push(...await filesBelow(root, path, seal));
    else if (entry.isFile()) files.push(path);
    else throw unsafePackage(path, entry.isSymbolicLink() ? 'link' : 'special');
  }
  if (seal) {
    await chmod(join(root, below), 0o755);
    await syncFolder(join(root, below));
  }
  return files;
}

async function digestFile(path: string, seal: boolean): Promise<{ readonly hash: string; readonly size: number }> {
  const mode = seal ? await makeWritable(path) : 0;
  const file = await open(path, seal ? 'r+' : 'r');
  try {
    const hash = createHash('sha512');
    const buffer = Buffer.allocUnsafe(READ_BYTES);
    let size = 0;
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, size);
      if (bytesRead === 0) break;
      hash.update(buffer.subarray(0, bytesRead));
      size += bytesRead;
    }
    if (seal) {
      await file.sync();
      await file.chmod((mode & 0o111) === 0 ? 0o444 : 0o555);
    }
    return { hash: hash.digest('hex'), size };
  } finally {
    await file.close();
  }
}

/** Windows syncs only what is open for writing, and an archive may have made its files unwritable. Returns the mode as it was. */
async function makeWritable(path: string): Promise<number> {
  const { mode } = await lstat(path);
  await chmod(path, 0o600);
  return mode;
}

/** Windows has no call for it; its file system keeps the order of such changes by itself. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
