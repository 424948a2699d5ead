import { link, lstat, mkdir, readdir, rename, unlink } from 'node:fs/promises';
import { encodePath } from '../../base/path-bytes.js';

/** A name with a number is found long before. */
const MAX_TRIES = 1_000;
/** In bytes; what the file systems of use allow. */
const MAX_NAME_BYTES = 255;

/**
 * Moves a file or folder to a name in `folder` (of the same file system) that nobody has, and answers the path.
 *
 * Nothing is ever replaced, also when somebody takes the name at the same moment: a file gets its name by a link, which fails where one is; a folder is made first. Where the
 * file system knows no links, the name is looked for before. `onTry` is told each path before it is tried, so that `placedBefore` can tell what a process that died left.
 */
export async function placeBeside(from: string, folder: string, nameOf: (attempt: number) => string, onTry: (target: string) => Promise<void> = async () => undefined): Promise<string> {
  const isFolder = (await lstat(encodePath(from))).isDirectory();
  for (let attempt = 1; attempt <= MAX_TRIES; attempt++) {
    const target = `${folder.replace(/[/\\]+$/, '')}/${nameOf(attempt)}`;
    await onTry(target);
    if (await (isFolder ? moveFolder : moveFile)(encodePath(from), encodePath(target))) return target;
  }
  throw Object.assign(new Error(`no free name in ${folder}`), { code: 'EEXIST' });
}

/** Ends a move to `target` that was tried before, as far as it came; whether `from` lies there now. What somebody else put there is left alone. */
export async function placedBefore(from: string, target: string): Promise<boolean> {
  const [source, place] = await Promise.all([from, target].map(path => lstat(encodePath(path), { bigint: true }).catch(() => undefined)));
  if (!source || !place) return !source && place !== undefined;
  if (source.isDirectory()) return place.isDirectory() && (await readdir(encodePath(target))).length === 0 && rename(encodePath(from), encodePath(target)).then(() => true, () => false);
  if (source.ino !== place.ino || source.dev !== place.dev) return false;
  await unlink(encodePath(from));
  return true;
}

/** `report.txt` and a mark: `report (2026-11-22 12.30).txt`, cut so that a file system takes it. */
export function markedName(name: string, mark: string): string {
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  let characters = [...stem];
  const whole = () => `${characters.join('')} (${mark})${ending}`;
  while (characters.length > 1 && encodePath(whole()).length > MAX_NAME_BYTES) characters = characters.slice(0, -1);
  return whole();
}

async function moveFile(from: Buffer, to: Buffer): Promise<boolean> {
  try {
    await link(from, to);
    await unlink(from);
    return true;
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code === 'EEXIST' || await exists(to)) return false;
    await rename(from, to);
    return true;
  }
}

async function moveFolder(from: Buffer, to: Buffer): Promise<boolean> {
  if (process.platform === 'win32') {
    if (await exists(to)) return false; // and renaming fails where a folder is
  } else {
    try {
      await mkdir(to);
    } catch (failure) {
      if ((failure as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw failure;
    }
  }
  await rename(from, to);
  return true;
}

/** Whether the path has something, a link that leads nowhere as well. */
export async function exists(path: Buffer): Promise<boolean> {
  return await lstat(path).then(() => true, () => false);
}
