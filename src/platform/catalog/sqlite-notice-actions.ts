import type { Database } from 'better-sqlite3';
import type { ActionRecord, Taken } from '../../core/ports/notice-log.js';
import { guarded } from './sqlite-errors.js';
import type { StatementCache } from './statement-cache.js';

type State = 'open' | 'taken' | 'done';
type Row = Omit<ActionRecord, 'call'> & { readonly call: string; readonly state: State };

const columns = 'nonce, notice, name, call, expires_ms AS expiresMs, state';

/** Buttons of notices. */
export class SqliteNoticeActions {
  readonly #database: Database;
  readonly #statements: StatementCache;

  constructor(database: Database, statements: StatementCache) {
    this.#database = database;
    this.#statements = statements;
  }

  offer(actions: readonly ActionRecord[]): void {
    const all = this.#database.transaction(() => {
      for (const { call, ...action } of actions) {
        this.#statements.prepare('INSERT INTO notice_actions (nonce, notice, name, call, expires_ms) VALUES (:nonce, :notice, :name, :call, :expiresMs)')
          .run({ ...action, call: JSON.stringify(call) });
      }
    });
    guarded(() => all.immediate());
  }

  open(notice: string): readonly ActionRecord[] {
    return this.#read("WHERE notice = ? AND state = 'open'", notice).map(action);
  }

  take(nonce: string, nowMs: number): Taken {
    const taking = this.#database.transaction((): Taken => {
      const [row] = this.#read('WHERE nonce = ?', nonce);
      if (!row) return { type: 'unknown' };
      if (row.state !== 'open') return { type: 'used', action: action(row) };
      if (nowMs >= row.expiresMs) return { type: 'expired', action: action(row) };
      this.#become(nonce, 'taken');
      return { type: 'taken', action: action(row) };
    });
    return guarded(() => taking.immediate());
  }

  begin(nonce: string): boolean {
    return guarded(() => this.#statements.prepare("UPDATE notice_actions SET begun = 1 WHERE nonce = ? AND state = 'taken' AND begun = 0").run(nonce).changes) === 1;
  }

  unfinished(): readonly ActionRecord[] {
    return this.#read("WHERE state = 'taken' ORDER BY nonce").map(action);
  }

  finish(nonce: string): void {
    guarded(() => this.#become(nonce, 'done'));
  }

  /** Kept for as long as the notice is, so that an old button can explain itself. */
  prune(beforeMs: number): void {
    this.#statements.prepare("DELETE FROM notice_actions WHERE expires_ms < ? AND state <> 'taken' AND notice NOT IN (SELECT id FROM notices)").run(beforeMs);
  }

  #become(nonce: string, state: State): void {
    this.#statements.prepare('UPDATE notice_actions SET state = ? WHERE nonce = ?').run(state, nonce);
  }

  #read(tail: string, ...parameters: string[]): readonly Row[] {
    return guarded(() => this.#statements.prepare(`SELECT ${columns} FROM notice_actions ${tail}`).all(...parameters) as Row[]);
  }
}

function action({ state: _state, call, ...row }: Row): ActionRecord {
  return { ...row, call: JSON.parse(call) as unknown };
}
