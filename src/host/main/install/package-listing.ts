import { INSTALL_LIMITS } from './limits.js';
import { packageTooLarge, unsafePackage } from './install-errors.js';

const FORBIDDEN = /[\\:*?"<>|\u0000-\u001f\u007f\ufffd]/; // the last stands for bytes that are no UTF-8
/** Names that Windows takes for devices, with any extension (Naming Files, Paths, and Namespaces). */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;

/**
 * What a package is made of, judged entry by entry before anything of it is written.
 *
 * A package that passes unpacks to the same files on every file system: paths stay inside, every name is possible everywhere, and no two differ only by case
 * or by how their accents are encoded. Bounds are INSTALL_LIMITS. Cost: one map entry per path part.
 */
export class PackageListing {
  readonly #seen = new Map<string, { readonly path: string; readonly isFile: boolean }>(); // by folded path
  #files = 0;
  #sizeBytes = 0;

  get files(): number {
    return this.#files;
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /**
   * Takes one entry; `path` is relative, parts joined by `/`.
   *
   * @throws CodedError `plugin.unsafe-package`, `plugin.package-too-large`
   */
  add(path: string, kind: 'file' | 'folder', sizeBytes = 0): void {
    const parts = checkedParts(path);
    for (let depth = 1; depth <= parts.length; depth++) this.#claim(parts.slice(0, depth).join('/'), kind === 'file' && depth === parts.length);
    if (this.#seen.size > INSTALL_LIMITS.files) throw packageTooLarge('files', INSTALL_LIMITS.files);
    if (kind === 'folder') return;
    this.#files += 1;
    this.#sizeBytes += sizeBytes;
    if (this.#sizeBytes > INSTALL_LIMITS.unpackedBytes) throw packageTooLarge('bytes', INSTALL_LIMITS.unpackedBytes);
  }

  has(path: string): boolean {
    const found = this.#seen.get(folded(path));
    return found?.path === path && found.isFile;
  }

  #claim(path: string, isFile: boolean): void {
    const key = folded(path);
    const there = this.#seen.get(key);
    if (!there) this.#seen.set(key, { path, isFile });
    else if (isFile || there.isFile || there.path !== path) throw unsafePackage(path, 'collision');
  }
}

function checkedParts(path: string): string[] {
  if (/^(?:[/\\]|[A-Za-z]:)/.test(path)) throw unsafePackage(path, 'absolute');
  if (path.length > INSTALL_LIMITS.pathChars) throw packageTooLarge('path', INSTALL_LIMITS.pathChars);
  const parts = path.split('/');
  if (parts.some(part => part === '..' || part.split('\\').includes('..'))) throw unsafePackage(path, 'outside');
  if (parts.length > INSTALL_LIMITS.depth) throw packageTooLarge('depth', INSTALL_LIMITS.depth);
  if (!path.isWellFormed() || parts.some(part => part === '' || part === '.' || FORBIDDEN.test(part) || /[. ]$/.test(part) || DEVICE.test(part))) throw unsafePackage(path, 'name');
  return parts;
}

function folded(path: string): string {
  return path.normalize('NFC').toLowerCase().toUpperCase();
}
