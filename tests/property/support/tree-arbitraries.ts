import fc from 'fast-check';
import { chmodSync, lstatSync, mkdirSync, readdirSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync, renameSync, linkSync, appendFileSync } from 'node:fs';

/** One thing that somebody does to a tree. Paths are chosen from a small set, so that edits meet. */
export type Edit =
  | { readonly do: 'write'; readonly path: string; readonly content: Content }
  | { readonly do: 'append'; readonly path: string; readonly content: Content }
  | { readonly do: 'truncate'; readonly path: string; readonly size: number }
  | { readonly do: 'folder'; readonly path: string }
  | { readonly do: 'symlink'; readonly path: string; readonly target: string }
  | { readonly do: 'link'; readonly path: string; readonly to: string }
  | { readonly do: 'remove'; readonly path: string }
  | { readonly do: 'rename'; readonly path: string; readonly to: string }
  | { readonly do: 'mode'; readonly path: string; readonly mode: number }
  | { readonly do: 'time'; readonly path: string; readonly seconds: number };

interface Content {
  readonly seed: number;
  readonly size: number;
}

/** Latin1 strings of bytes: plain, multi-byte, and such as are no UTF-8. */
const names = fc.constantFrom('a', 'b', 'c', 'ab', 'a-b', 'a.b', '\xe3\x81\x82', '\xff\xfe', 'n\nl');
const paths = fc.array(names, { minLength: 1, maxLength: 3 }).map(parts => parts.join('/'));
const contents: fc.Arbitrary<Content> = fc.record({
  seed: fc.integer({ min: 0, max: 5 }),
  size: fc.oneof({ weight: 12, arbitrary: fc.integer({ min: 0, max: 5_000 }) }, { weight: 1, arbitrary: fc.integer({ min: 900_000, max: 3_000_000 }) }),
});

export const edits: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('write' as const), path: paths, content: contents }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('append' as const), path: paths, content: contents }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('truncate' as const), path: paths, size: fc.integer({ min: 0, max: 20_000 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('folder' as const), path: paths }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('symlink' as const), path: paths, target: paths }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('link' as const), path: paths, to: paths }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('remove' as const), path: paths }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('rename' as const), path: paths, to: paths }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('mode' as const), path: paths, mode: fc.constantFrom(0o600, 0o644, 0o755, 0o4711, 0o000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('time' as const), path: paths, seconds: fc.integer({ min: -100_000, max: 5_000_000_000 }) }) },
);

/** Carries an edit out as far as the tree allows it; what the system refuses (no such folder, not empty) is no edit. */
export function carryOut(root: string, edit: Edit): void {
  const at = (path: string) => Buffer.concat([Buffer.from(`${root}/`), Buffer.from(path, 'latin1')]);
  const place = at(edit.path);
  try {
    switch (edit.do) {
      case 'write':
        mkdirSync(parent(place), { recursive: true });
        return writeFileSync(place, bytesOf(edit.content), { flag: isLink(place) ? 'wx' : 'w' });
      case 'append': return isFile(place) ? appendFileSync(place, bytesOf(edit.content)) : undefined;
      case 'truncate': return isFile(place) ? truncateSync(place, edit.size) : undefined;
      case 'folder': return void mkdirSync(place, { recursive: true });
      case 'symlink': return symlinkSync(Buffer.from(edit.target, 'latin1'), place);
      case 'link': return isFile(place) ? linkSync(place, at(edit.to)) : undefined;
      case 'remove': return rmSync(place, { recursive: true });
      case 'rename': return renameSync(place, at(edit.to));
      case 'mode': return isLink(place) ? undefined : chmodSync(place, edit.mode);
      case 'time': return isLink(place) ? undefined : utimesSync(place, edit.seconds, edit.seconds);
    }
  } catch (failure) {
    if (!(failure as NodeJS.ErrnoException).code) throw failure;
  }
}

/** Relative paths of everything there is, as latin1 of their bytes. */
export function pathsBelow(root: string): readonly string[] {
  const found: string[] = [];
  const visit = (path: string) => {
    for (const entry of readdirSync(Buffer.from(`${root}/${path}`, 'latin1'), { encoding: 'latin1', withFileTypes: true })) {
      const below = path === '' ? entry.name : `${path}/${entry.name}`;
      found.push(below);
      if (entry.isDirectory()) visit(below);
    }
  };
  visit('');
  return found;
}

function parent(place: Buffer): Buffer {
  return place.subarray(0, place.lastIndexOf('/'));
}

function isLink(place: Buffer): boolean {
  return lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

function isFile(place: Buffer): boolean {
  return lstatSync(place, { throwIfNoEntry: false })?.isFile() ?? false;
}

function bytesOf({ seed, size }: Content): Buffer {
  const bytes = Buffer.allocUnsafe(size);
  let state = seed * 2_654_435_761 + 1;
  for (let at = 0; at < size; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}
