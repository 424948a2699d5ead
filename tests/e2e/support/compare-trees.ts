import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, openSync, closeSync, readSync, readdirSync, readlinkSync, type BigIntStats } from 'node:fs';
import { isInstalled } from '../../integration/support/requires.js';

/** Everything that a backup promises to bring back of one path, in a form that a test report can print. */
export type TreeEntry = Readonly<Record<string, string>>;

export interface CompareOptions {
  /** Owners are restored only by root. */
  readonly owner?: boolean;
  /** `files`: not of folders, which continuous saves leave to the next whole run. */
  readonly mtime?: boolean | 'files';
  /** Paths (latin1 of their bytes) that are left out with all below. */
  readonly except?: readonly string[];
}

/**
 * Reads a tree: kind, mode, owner, mtime in ns, size, content hash, link target, hard-link partners, extended attributes, holes.
 *
 * Paths are relative, as latin1 strings of their bytes, so that every byte string has one. Cost: reads every file.
 */
export function readTree(root: string, { owner = process.getuid?.() === 0, mtime = true, except = [] }: CompareOptions = {}): ReadonlyMap<string, TreeEntry> {
  const entries = new Map<string, Record<string, string>>();
  const names = new Map<string, string[]>(); // by device and inode
  const attributes = extendedAttributes(root);
  const visit = (path: string): void => {
    if (except.includes(path)) return;
    const place = placeOf(root, path);
    const stat = lstatSync(place, { bigint: true });
    const entry: Record<string, string> = { kind: kindOf(stat), mode: (Number(stat.mode) & 0o7777).toString(8) };
    if (owner) entry['owner'] = `${stat.uid}:${stat.gid}`;
    if (mtime === true || (mtime === 'files' && !stat.isDirectory())) entry['mtime'] = String(stat.mtimeNs);
    const xattrs = attributes.get(path);
    if (xattrs) entry['xattrs'] = xattrs;
    if (stat.isSymbolicLink()) entry['target'] = readlinkSync(place, 'latin1');
    if (stat.isFile()) {
      entry['size'] = String(stat.size);
      entry['content'] = contentHash(place);
      entry['holes'] = String(stat.size > 1_000_000n && stat.blocks * 512n < stat.size / 2n);
      if (stat.nlink > 1n) group(names, `${stat.dev}:${stat.ino}`).push(path);
    }
    entries.set(path, entry);
    if (stat.isDirectory()) for (const name of readdirSync(place, 'latin1')) visit(path === '' ? name : `${path}/${name}`);
  };
  visit('');
  for (const partners of names.values()) {
    if (partners.length > 1) for (const path of partners) (entries.get(path) as Record<string, string>)['links'] = partners.toSorted().join(' = ');
  }
  return entries;
}

/** What differs between two trees, one line each; empty when they are equal. */
export function differences(expected: ReadonlyMap<string, TreeEntry>, actual: ReadonlyMap<string, TreeEntry>): readonly string[] {
  const found: string[] = [];
  for (const [path, entry] of expected) {
    const other = actual.get(path);
    if (!other) {
      found.push(`${path}: missing`);
      continue;
    }
    for (const key of new Set([...Object.keys(entry), ...Object.keys(other)])) {
      if (entry[key] !== other[key]) found.push(`${path}: ${key} is ${other[key]}, not ${entry[key]}`);
    }
  }
  for (const path of actual.keys()) if (!expected.has(path)) found.push(`${path}: should not be there`);
  return found;
}

/** The differences between two folders. */
export function compareTrees(expected: string, actual: string, options?: CompareOptions): readonly string[] {
  return differences(readTree(expected, options), readTree(actual, options));
}

function placeOf(root: string, path: string): Buffer {
  return path === '' ? Buffer.from(root) : Buffer.concat([Buffer.from(`${root}/`), Buffer.from(path, 'latin1')]);
}

function kindOf(stat: BigIntStats): string {
  if (stat.isFile()) return 'file';
  if (stat.isDirectory()) return 'directory';
  if (stat.isSymbolicLink()) return 'symlink';
  if (stat.isFIFO()) return 'fifo';
  return stat.isSocket() ? 'socket' : 'device';
}

function contentHash(place: Buffer): string {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(1 << 20);
  const file = openSync(place, 'r');
  try {
    for (;;) {
      const read = readSync(file, buffer);
      if (read === 0) return hash.digest('hex').slice(0, 16);
      hash.update(buffer.subarray(0, read));
    }
  } finally {
    closeSync(file);
  }
}

/** By path, `name=value` lines as getfattr writes them; Node has no call for them. */
function extendedAttributes(root: string): ReadonlyMap<string, string> {
  if (!isInstalled('getfattr')) return new Map();
  const dump = execFileSync('getfattr', ['-R', '-h', '-d', '-m', '^user\\.|^trusted\\.|^system\\.posix_acl', '-e', 'hex', '.'], { cwd: root, maxBuffer: 1 << 28, encoding: 'latin1', stdio: ['ignore', 'pipe', 'ignore'] });
  const byPath = new Map<string, string>();
  for (const block of dump.split('\n\n')) {
    const [head, ...lines] = block.split('\n');
    const path = head?.startsWith('# file: ') ? unescaped(head.slice('# file: '.length)) : undefined;
    if (path !== undefined) byPath.set(path === '.' ? '' : path.replace(/^\.\//, ''), lines.filter(line => line !== '').toSorted().join(' '));
  }
  return byPath;
}

/** getfattr(1) writes odd bytes as backslash and three octal digits. */
function unescaped(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_all, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}

function group<K, V>(map: Map<K, V[]>, key: K): V[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}
