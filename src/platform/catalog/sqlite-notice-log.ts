import type { Database } from 'better-sqlite3';
import type { ActionRecord, Delivery, NoticeChange, NoticeLog, StoredNotice, Taken } from '../../core/ports/notice-log.js';
import { SqliteNoticeActions } from './sqlite-notice-actions.js';
import { guarded } from './sqlite-errors.js';
import { StatementCache } from './statement-cache.js';

type Row = Omit<StoredNotice, 'dedupeKey' | 'seenMs' | 'body'>
  & { readonly dedupeKey: string | null; readonly seenMs: number | null; readonly body: string };

const columns = 'number, id, kind, severity, at_ms AS atMs, dedupe_key AS dedupeKey, fate, seen_ms AS seenMs, body';
const deliveryColumns = 'notice, channel, at_ms AS atMs, failure';
/** No longer true, so nobody needs to see it. */
const GONE = "('replaced', 'withdrawn')";
const UNSEEN = `seen_ms IS NULL AND fate NOT IN ${GONE}`;

export class SqliteNoticeLog implements NoticeLog {
  readonly #database: Database;
  readonly #statements: StatementCache;
  readonly #actions: SqliteNoticeActions;

  constructor(database: Database) {
    this.#database = database;
    this.#statements = new StatementCache(database);
    this.#actions = new SqliteNoticeActions(database, this.#statements);
  }

  apply(memory: unknown, changes: readonly NoticeChange[]): void {
    const all = this.#database.transaction(() => {
      this.#statements.prepare('INSERT OR REPLACE INTO notice_memory VALUES (1, ?)').run(JSON.stringify(memory));
      for (const change of changes) this.#change(change);
    });
    guarded(() => all.immediate());
  }

  memory(): unknown {
    const value = guarded(() => this.#statements.prepare('SELECT value FROM notice_memory').pluck().get() as string | undefined);
    return value === undefined ? undefined : JSON.parse(value) as unknown;
  }

  get(id: string): StoredNotice | undefined {
    return this.#read('WHERE id = ?', id)[0];
  }

  saidUnder(dedupeKey: string): StoredNotice | undefined {
    return this.#read(`WHERE dedupe_key = ? AND ${UNSEEN} ORDER BY number DESC LIMIT 1`, dedupeKey)[0];
  }

  countUnseen(): number {
    return guarded(() => this.#statements.prepare(`SELECT count(*) FROM notices WHERE ${UNSEEN}`).pluck().get() as number);
  }

  list({ all, limit }: { readonly all: boolean; readonly limit: number }): readonly StoredNotice[] {
    const which = all ? '' : `WHERE ${UNSEEN}`;
    return this.#read(`${which} ORDER BY number DESC LIMIT ?`, limit);
  }

  due(): readonly StoredNotice[] {
    return this.#read("WHERE fate = 'due' AND seen_ms IS NULL ORDER BY number");
  }

  told(id: string): void {
    guarded(() => this.#statements.prepare("UPDATE notices SET fate = 'told' WHERE id = ? AND fate = 'due'").run(id));
  }

  see(ids: readonly string[] | undefined, atMs: number): number {
    return guarded(() => this.#statements.prepare(`
      UPDATE notices SET seen_ms = :atMs WHERE ${UNSEEN} AND (:ids IS NULL OR id IN (SELECT value FROM json_each(:ids)))`)
      .run({ atMs, ids: ids ? JSON.stringify(ids) : null }).changes);
  }

  deliver({ notice, channel, atMs, failure }: Delivery): void {
    guarded(() => this.#statements.prepare('INSERT INTO notice_deliveries (notice, channel, at_ms, failure) VALUES (?, ?, ?, ?)').run(notice, channel, atMs, failure ?? null));
  }

  lastDeliveries(): readonly Delivery[] {
    return this.#deliveries('WHERE position IN (SELECT max(position) FROM notice_deliveries GROUP BY channel) ORDER BY channel');
  }

  deliveriesOf(notice: string): readonly Delivery[] {
    return this.#deliveries('WHERE notice = ? ORDER BY position', notice);
  }

  offer(actions: readonly ActionRecord[]): void {
    this.#actions.offer(actions);
  }

  openActions(notice: string): readonly ActionRecord[] {
    return this.#actions.open(notice);
  }

  take(nonce: string, nowMs: number): Taken {
    return this.#actions.take(nonce, nowMs);
  }

  begin(nonce: string): boolean {
    return this.#actions.begin(nonce);
  }

  unfinished(): readonly ActionRecord[] {
    return this.#actions.unfinished();
  }

  finish(nonce: string): void {
    this.#actions.finish(nonce);
  }

  prune(beforeMs: number): void {
    const all = this.#database.transaction(() => {
      this.#statements.prepare(`DELETE FROM notices WHERE at_ms < ? AND (seen_ms IS NOT NULL OR fate IN ${GONE})`).run(beforeMs);
      this.#statements.prepare('DELETE FROM notice_deliveries WHERE at_ms < ? AND position NOT IN (SELECT max(position) FROM notice_deliveries GROUP BY channel)').run(beforeMs);
      this.#actions.prune(beforeMs);
    });
    guarded(() => all.immediate());
  }

  #change(change: NoticeChange): void {
    if (change.type === 'fate') {
      this.#statements.prepare('UPDATE notices SET fate = ? WHERE id = ?').run(change.fate, change.id);
    } else if (change.type === 'withdraw') {
      this.#statements.prepare("UPDATE notices SET fate = 'withdrawn' WHERE dedupe_key = ? AND seen_ms IS NULL").run(change.dedupeKey);
    } else {
      const { notice: { id, kind, severity, atMs, dedupeKey = null, body }, fate } = change;
      const { changes } = this.#statements.prepare(`
        INSERT OR IGNORE INTO notices (id, kind, severity, at_ms, dedupe_key, fate, body) VALUES (:id, :kind, :severity, :atMs, :dedupeKey, :fate, :body)`)
        .run({ id, kind, severity, atMs, dedupeKey, fate, body: JSON.stringify(body ?? null) });
      if (changes === 1 && dedupeKey !== null) this.#statements.prepare("UPDATE notices SET fate = 'replaced' WHERE dedupe_key = ? AND id <> ? AND seen_ms IS NULL").run(dedupeKey, id);
    }
  }

  #read(tail: string, ...parameters: (string | number)[]): readonly StoredNotice[] {
    const rows = guarded(() => this.#statements.prepare(`SELECT ${columns} FROM notices ${tail}`).all(...parameters) as Row[]);
    return rows.map(row => ({ ...row, dedupeKey: row.dedupeKey ?? undefined, seenMs: row.seenMs ?? undefined, body: JSON.parse(row.body) as unknown }));
  }

  #deliveries(tail: string, ...parameters: string[]): readonly Delivery[] {
    const rows = guarded(() => this.#statements.prepare(`SELECT ${deliveryColumns} FROM notice_deliveries ${tail}`).all(...parameters) as (Omit<Delivery, 'failure'> & { failure: string | null })[]);
    return rows.map(row => ({ ...row, failure: row.failure ?? undefined }));
  }
}
