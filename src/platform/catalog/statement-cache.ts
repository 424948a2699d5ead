import type { Database, Statement } from 'better-sqlite3';

/**
 * Statements of one connection, each compiled when first asked for: compiling them anew costs a small run more than carrying them out.
 *
 * Bounded by the SQL texts there are: none may hold a value. Whoever wants `pluck` sets it at each look-up.
 */
export class StatementCache {
  readonly #database: Database;
  readonly #bySql = new Map<string, Statement>();

  constructor(database: Database) {
    this.#database = database;
  }

  prepare(sql: string): Statement {
    const known = this.#bySql.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    this.#bySql.set(sql, statement);
    return statement;
  }
}
