import { Buffer } from 'node:buffer';
import { encodePath } from '../../base/path-bytes.js';
import { splitPath } from '../../core/catalog/path-order.js';

const SLASH = 0x2f;
const NUL = 0;
const AFTER_NUL = Buffer.of(1);

/** The form in which `directories.path` keeps a path, so that bytes sort as record streams do; see schema.ts. */
export function toDirectoryKey(path: Uint8Array): Buffer {
  return replaced(path, SLASH, NUL);
}

export function fromDirectoryKey(key: Uint8Array): Buffer {
  return replaced(key, NUL, SLASH);
}

/** Keys from this one up to, and not including, the end are the folder and everything below it. */
export function keyRange(path: Uint8Array): { readonly from: Buffer; readonly to: Buffer } {
  const from = toDirectoryKey(path);
  // No UTF-8 and no WTF-8 begins with FF; a Linux name may, so the end of everything is longer than a path can be.
  return { from, to: from.length === 0 ? Buffer.alloc(8_192, 0xff) : Buffer.concat([from, AFTER_NUL]) };
}

/** A path as an item's key: its folder's key and its name. */
export function itemKey(path: string): { readonly directory: Buffer; readonly name: Buffer } {
  const { directory, name } = splitPath(encodePath(path));
  return { directory: toDirectoryKey(directory), name };
}

function replaced(bytes: Uint8Array, from: number, to: number): Buffer {
  const copy = Buffer.from(bytes);
  for (let at = copy.indexOf(from); at >= 0; at = copy.indexOf(from, at + 1)) copy[at] = to;
  return copy;
}
