import type { Buffer } from 'node:buffer';
import type { Database } from 'better-sqlite3';
import { decodePath, encodePath } from '../../base/path-bytes.js';
import type { DirtyRange, DirtyRanges, DirtyReason, DirtyToken, OpenDirtyRange } from '../../core/ports/dirty-ranges.js';
import { fromDirectoryKey, keyRange, toDirectoryKey } from './directory-key.js';
import { guarded } from './sqlite-errors.js';

interface Row {
  readonly mark: number;
  readonly folder: Buffer;
  readonly reason: DirtyReason;
  readonly since: number;
}

/** Dirty ranges in the local state: AUTOINCREMENT never gives a mark twice, and every commit is synced. */
export class SqliteDirtyRanges implements DirtyRanges {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async add({ root, folder, reason, since }: DirtyRange): Promise<DirtyToken> {
    // REPLACE removes the older row and inserts one with a newer mark.
    const { lastInsertRowid } = guarded(() => this.#database.prepare(`
      INSERT OR REPLACE INTO dirty_ranges (root, folder, reason, since_ms) SELECT :root, :folder, :reason,
        min(:since, coalesce((SELECT since_ms FROM dirty_ranges WHERE root = :root AND folder = :folder), :since))`)
      .run({ root: encodePath(root), folder: toDirectoryKey(encodePath(folder)), reason, since }));
    return { root, folder, mark: Number(lastInsertRowid) };
  }

  async open(root: string): Promise<readonly OpenDirtyRange[]> {
    const rows = guarded(() => this.#database
      .prepare('SELECT mark, folder, reason, since_ms AS since FROM dirty_ranges WHERE root = ? ORDER BY mark')
      .all(encodePath(root)) as Row[]);
    return rows.map(({ mark, folder: key, reason, since }) => {
      const folder = decodePath(fromDirectoryKey(key));
      return { root, folder, reason, since, token: { root, folder, mark } };
    });
  }

  async clear({ root, folder, mark }: DirtyToken): Promise<boolean> {
    const { from, to } = keyRange(encodePath(folder));
    return guarded(() => {
      this.#database.prepare('DELETE FROM dirty_ranges WHERE root = ? AND folder >= ? AND folder < ? AND mark <= ?')
        .run(encodePath(root), from, to, mark);
      return this.#database.prepare('SELECT 1 FROM dirty_ranges WHERE root = ? AND folder = ?').get(encodePath(root), from) === undefined;
    });
  }

  async forget(root: string): Promise<void> {
    guarded(() => this.#database.prepare('DELETE FROM dirty_ranges WHERE root = ?').run(encodePath(root)));
  }
}
