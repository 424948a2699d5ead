import { Buffer, isUtf8 } from 'node:buffer';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync, type BigIntStats } from 'node:fs';

/** What a vault promises to bring back of one path. Compared by value, written to `expected.json`. */
export interface ListedPath {
  readonly path: string; //                      relative to the root ('' is the root), escaped as in section 8 of the format
  readonly kind: 'file' | 'directory' | 'symlink' | 'fifo' | 'other';
  readonly mode: string; //                      octal
  readonly mtimeNs?: string; //                  absent where a state promises none
  readonly size?: number;
  readonly sha256?: string;
  readonly sparse?: true;
  readonly target?: string; //                   of a symbolic link, escaped
  readonly hardLinkOf?: string; //               the first path of its group, itself included
  readonly attributes?: readonly string[]; //    `user.*`, as name=0xhex
}

/**
 * Lists a tree in the order of its paths' bytes. Imports node only, so that the freezing script can use it as it stands.
 *
 * Cost: reads every file whole. Extended attributes are listed only where getfattr(1) is installed.
 */
export function listTree(root: string): readonly ListedPath[] {
  const attributes = userAttributes(root);
  const firstOfGroup = new Map<bigint, string>();
  const visit = (relative: Buffer): readonly ListedPath[] => {
    const place = relative.length === 0 ? Buffer.from(root) : joined(Buffer.from(root), relative);
    const stat = lstatSync(place, { bigint: true });
    const path = escaped(relative);
    const own: ListedPath = { path, kind: kindOf(stat), mode: (stat.mode & 0o7777n).toString(8), mtimeNs: String(stat.mtimeNs), ...attributes.get(path) };
    if (stat.isSymbolicLink()) return [{ ...own, target: escaped(readlinkSync(place, 'buffer')) }];
    if (stat.isFile()) return [{ ...own, ...contentOf(place, stat), ...(stat.nlink > 1n && { hardLinkOf: groupOf(firstOfGroup, stat.ino, path) }) }];
    if (!stat.isDirectory()) return [own];
    const names = readdirSync(place, 'buffer').toSorted(Buffer.compare);
    return [own, ...names.flatMap(name => visit(relative.length === 0 ? name : joined(relative, name)))];
  };
  return visit(Buffer.alloc(0));
}

const joined = (folder: Buffer, name: Buffer) => Buffer.concat([folder, Buffer.from('/'), name]);

function kindOf(stat: BigIntStats): ListedPath['kind'] {
  if (stat.isFile()) return 'file';
  if (stat.isDirectory()) return 'directory';
  if (stat.isSymbolicLink()) return 'symlink';
  return stat.isFIFO() ? 'fifo' : 'other';
}

function contentOf(place: Buffer, stat: BigIntStats) {
  const sha256 = createHash('sha256').update(readFileSync(place)).digest('hex');
  return { size: Number(stat.size), sha256, ...(stat.blocks * 512n < stat.size / 2n && { sparse: true as const }) };
}

function groupOf(firstOfGroup: Map<bigint, string>, inode: bigint, path: string): string {
  const first = firstOfGroup.get(inode) ?? path;
  firstOfGroup.set(inode, first);
  return first;
}

/** U+DC00 + byte for every byte that is not part of well-formed UTF-8. Written from the format's text, apart from the product's own. */
function escaped(bytes: Buffer): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const length = [1, 2, 3, 4].find(count => at + count <= bytes.length && isUtf8(bytes.subarray(at, at + count)));
    text += length === undefined ? String.fromCharCode(0xdc00 + bytes.readUInt8(at)) : bytes.toString('utf8', at, at + length);
    at += length ?? 1;
  }
  return text;
}

/** By path; of paths that getfattr(1) prints as they are. */
function userAttributes(root: string): ReadonlyMap<string, { readonly attributes: readonly string[] }> {
  const { stdout } = spawnSync('getfattr', ['-R', '-h', '-d', '-m', '^user\\.', '-e', 'hex', '.'], { cwd: root, encoding: 'utf8' });
  return new Map((stdout ?? '').split('\n\n').flatMap(block => {
    const [head, ...lines] = block.split('\n').filter(line => line !== '');
    return head === undefined ? [] : [[head.replace(/^# file: (\.\/)?/, ''), { attributes: lines.toSorted() }] as const];
  }));
}
