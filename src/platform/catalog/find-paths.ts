import { Buffer } from 'node:buffer';
import type { Database, Statement } from 'better-sqlite3';
import { decodePath } from '../../base/path-bytes.js';
import type { PathMatcher } from '../../core/catalog/name-pattern.js';
import type { FoundPath } from '../../core/ports/catalog.js';
import { fromDirectoryKey } from './directory-key.js';
import { successor, type DirectoryPages } from './directory-pages.js';
import { toHistoryItem, type HistoryItemRow } from './history-item-rows.js';
import { PAGE_ENTRIES } from './packed-page.js';
import { guarded } from './sqlite-errors.js';

/** Looks at every name of a source, a packed page at a time; records are read for hits only. */
export class PathFinder {
  readonly #directories: DirectoryPages;
  readonly #names: Statement;
  readonly #newest: Statement;

  constructor(database: Database, directories: DirectoryPages) {
    this.#directories = directories;
    // NUL separates: it occurs in no name, and no byte sequence of UTF-8 continues over it.
    this.#names = database.prepare(`
      SELECT count(*) AS count, CAST(group_concat(name, char(0)) AS BLOB) AS names FROM (
        SELECT DISTINCT name FROM items WHERE directory = ? AND name >= ? AND sequence <= ? LIMIT ${PAGE_ENTRIES})`);
    this.#newest = database.prepare(`
      SELECT sequence, state, record FROM items WHERE directory = ? AND name = ? AND sequence <= ? ORDER BY sequence DESC LIMIT 1`);
  }

  /** Every path that matches, with its newest item up to `at`; undefined after each page. */
  * find(source: number, matches: PathMatcher, at: number, encode: (name: string) => Buffer): Generator<FoundPath | undefined, void, undefined> {
    for (const directory of this.#directories.below(source, Buffer.alloc(0))) {
      const folder = decodePath(fromDirectoryKey(directory.path));
      for (let from: Buffer | undefined = Buffer.alloc(0); from;) {
        const start: Buffer = from;
        const page = guarded(() => this.#names.get(directory.id, start, at) as { count: number; names: Buffer | null });
        if (page.count === 0) break;
        const names = decodePath(page.names ?? Buffer.alloc(0)).split('\0');
        for (const name of names) {
          const path = folder === '' ? name : `${folder}/${name}`;
          if (path === '' || !matches(path)) continue;
          const row = guarded(() => this.#newest.get(directory.id, encode(name), at) as HistoryItemRow | undefined);
          if (row) yield { path, item: toHistoryItem(row) };
        }
        yield undefined;
        from = page.count < PAGE_ENTRIES ? undefined : successor(encode(names.at(-1) as string));
      }
    }
  }
}
