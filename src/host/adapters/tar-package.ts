import { createReadStream } from 'node:fs';
import { Parser, extract, type ReadEntry } from 'tar';
import { CodedError } from '../../base/coded-error.js';
import { pluginInstallErrors } from '../../terms/errors/plugin-install-errors.js';
import { unsafePackage } from '../main/install/install-errors.js';
import type { PackageListing } from '../main/install/package-listing.js';

const FILES: ReadonlySet<string> = new Set(['File', 'OldFile', 'ContiguousFile']);
const LINKS: ReadonlySet<string> = new Set(['SymbolicLink', 'Link']);

/** A compressed block can hold a thousand times its size; so much at once is read, so the rest of a bomb is never opened. */
const READ_BYTES = 64 * 1024;

/**
 * Unpacks a package as npm packs them (one folder around everything) into an empty folder, without that outer folder.
 *
 * The archive is read twice: first every entry is judged, and one that the listing refuses refuses the package before anything is written. It must not change in between.
 *
 * @throws CodedError `plugin.unsafe-package`, `plugin.package-too-large`, `plugin.bad-archive`
 */
export async function unpackPackage(archive: string, folder: string, listing: PackageListing, signal: AbortSignal): Promise<void> {
  try {
    const root = await judge(archive, listing, signal);
    await extract({ file: archive, cwd: folder, strip: root.split('/').length, strict: true, preserveOwner: false, noMtime: true });
  } catch (failure) {
    if (failure instanceof CodedError || signal.aborted || isOfDisk(failure)) throw failure;
    throw badArchive(failure);
  }
  if (listing.files === 0) throw badArchive(undefined);
}

/** Returns the outer folder. */
async function judge(archive: string, listing: PackageListing, signal: AbortSignal): Promise<string> {
  let failure: unknown;
  let root: string | undefined;
  const parser = new Parser({ strict: true });
  const take = (entry: ReadEntry) => {
    try {
      root ??= rootOf(entry);
      if (rootOf(entry) !== root) throw unsafePackage(entry.path, 'several-roots');
      addEntry(entry, root, listing);
    } catch (refusal) {
      failure ??= refusal;
    }
    entry.resume();
  };
  parser.on('entry', take);
  parser.on('ignoredEntry', take); // kinds that this parser does not know
  parser.on('error', (problem: unknown) => (failure ??= problem));
  const ended = new Promise<void>(resolve => parser.once('end', resolve));
  for await (const chunk of createReadStream(archive, { highWaterMark: READ_BYTES, signal })) {
    parser.write(chunk as Buffer); // all entries flow, so it never has to wait
    if (failure !== undefined) throw failure;
  }
  parser.end();
  if (failure === undefined) await ended;
  if (failure !== undefined) throw failure;
  return root ?? '';
}

function addEntry({ path, type, size }: ReadEntry, root: string, listing: PackageListing): void {
  if (LINKS.has(type)) throw unsafePackage(path, 'link');
  if (type !== 'Directory' && !FILES.has(type)) throw unsafePackage(path, 'special');
  const inner = path.slice(root.length + 1).replace(/\/$/, '');
  if (/^[/\\]|^[A-Za-z]:/.test(path) || path.includes('\\')) listing.add(path, 'file'); // refuses it, and says why
  else if (inner !== '') listing.add(inner, type === 'Directory' ? 'folder' : 'file', size);
  else if (type !== 'Directory') throw unsafePackage(path, 'several-roots');
}

/** The outermost folder, with the `./` that some packers put before it. */
function rootOf({ path }: ReadEntry): string {
  const [first = '', second = ''] = path.split('/');
  const name = first === '.' ? second : first;
  if (name === '..' || name === '.') throw unsafePackage(path, 'outside');
  return first === '.' ? `./${name}` : name;
}

function isOfDisk(failure: unknown): boolean {
  return /^(?:ENOSPC|EDQUOT|EIO|EROFS|EACCES|EPERM|EMFILE|ENFILE|ENOENT)$/.test((failure as NodeJS.ErrnoException | undefined)?.code ?? '');
}

function badArchive(cause: unknown): CodedError {
  const message = cause instanceof Error ? cause.message : 'there is no file in it';
  return CodedError.of(pluginInstallErrors, 'plugin.bad-archive', message, { cause });
}
