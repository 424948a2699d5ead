import type { Buffer } from 'node:buffer';
import { badRecord } from './byte-reader.js';

const SLASH = 0x2f;
const NUL = 0;

/**
 * The order of paths in record streams and in the catalog: bytewise, but `/` before every other byte, so that
 * a folder is followed by all that lies in it before a sibling such as `folder-2` comes.
 */
export function comparePaths(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const left = a[at] as number;
    const right = b[at] as number;
    if (left !== right) return left === SLASH ? -1 : right === SLASH ? 1 : left - right;
  }
  return a.length - b.length;
}

/** A path as the folder that holds it and its name; the root is the empty name in the empty folder. */
export interface SplitPath {
  readonly directory: Buffer;
  readonly name: Buffer;
}

export function splitPath(path: Buffer): SplitPath {
  const slash = path.lastIndexOf(SLASH);
  return { directory: path.subarray(0, Math.max(0, slash)), name: path.subarray(slash + 1) };
}

/**
 * Refuses what no file system can hold below a folder, and what would lead out of it: empty components,
 * `.` and `..`, NUL. Fails with `catalog.bad-record`.
 */
export function checkDirectory(path: Buffer): void {
  if (path.length === 0) return;
  for (let start = 0; start <= path.length;) {
    const slash = path.indexOf(SLASH, start);
    const end = slash < 0 ? path.length : slash;
    checkComponent(path.subarray(start, end));
    start = end + 1;
  }
}

/** The same for one name; only the root itself has the empty one. */
export function checkName(name: Buffer, directory: Buffer): void {
  if (name.length === 0 && directory.length === 0) return;
  if (name.includes(SLASH)) throw badRecord('a name with a slash');
  checkComponent(name);
}

function checkComponent(name: Buffer): void {
  const dots = name.length <= 2 && name.every(byte => byte === 0x2e);
  if (dots) throw badRecord('a name that is empty or leads elsewhere');
  if (name.includes(NUL)) throw badRecord('a name with a NUL');
}
