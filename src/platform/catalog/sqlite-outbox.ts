import type { Database } from 'better-sqlite3';
import type { Outbox, OutboxEntry } from '../../core/ports/local-catalog-state.js';
import { guarded } from './sqlite-errors.js';

export class SqliteOutbox implements Outbox {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  add({ payload, ...entry }: OutboxEntry): boolean {
    return guarded(() => this.#database.prepare(`
      INSERT OR IGNORE INTO outbox (id, kind, payload, created_ms) VALUES (:id, :kind, :payload, :createdMs)`)
      .run({ ...entry, payload: JSON.stringify(payload ?? null) }).changes) === 1;
  }

  open(kind?: string): readonly OutboxEntry[] {
    const rows = guarded(() => this.#database.prepare(`
      SELECT id, kind, payload, created_ms AS createdMs FROM outbox
      WHERE done = 0 AND (:kind IS NULL OR kind = :kind) ORDER BY position`)
      .all({ kind: kind ?? null }) as (OutboxEntry & { payload: string })[]);
    return rows.map(row => ({ ...row, payload: JSON.parse(row.payload) as unknown }));
  }

  begin(id: string): boolean {
    return guarded(() => this.#database.prepare('UPDATE outbox SET begun = 1 WHERE id = ? AND begun = 0').run(id).changes) === 1;
  }

  done(id: string): void {
    guarded(() => this.#database.prepare('UPDATE outbox SET done = 1 WHERE id = ?').run(id));
  }

  prune(beforeMs: number): void {
    guarded(() => this.#database.prepare('DELETE FROM outbox WHERE done = 1 AND created_ms < ?').run(beforeMs));
  }
}
