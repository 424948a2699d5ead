import { Buffer } from 'node:buffer';
import type { Database, Statement } from 'better-sqlite3';
import { keyRange } from './directory-key.js';
import { guarded } from './sqlite-errors.js';

export interface DirectoryRow {
  readonly id: number;
  readonly path: Buffer; // its key, see directory-key.ts
}

const PAGE = 1_000;

/** Folders of a source at and below a path, in path order, read a page at a time: nothing stays open between steps. */
export class DirectoryPages {
  readonly #page: Statement;

  constructor(database: Database) {
    this.#page = database.prepare(
      `SELECT id, path FROM directories WHERE source = ? AND path >= ? AND path < ? ORDER BY path LIMIT ${PAGE}`);
  }

  * below(source: number, path: Uint8Array): Generator<DirectoryRow, void, undefined> {
    const { from, to } = keyRange(path);
    for (let start = from; ;) {
      const page = guarded(() => this.#page.all(source, start, to) as DirectoryRow[]);
      yield* page;
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      start = successor(last.path);
    }
  }
}

/** The smallest byte string greater than this one. */
export function successor(bytes: Uint8Array): Buffer {
  return Buffer.concat([bytes, Buffer.of(0)]);
}
