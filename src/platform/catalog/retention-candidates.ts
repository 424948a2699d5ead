import { Buffer } from 'node:buffer';
import type { Database, Statement } from 'better-sqlite3';
import { decodePath } from '../../base/path-bytes.js';
import type { RetentionCandidate, RetentionScope, TimedItem } from '../../core/retention/retention-candidate.js';
import { fromDirectoryKey } from './directory-key.js';
import { toHistoryItem, type HistoryItemRow } from './history-item-rows.js';
import { sequenceSql } from './run-queries.js';
import { FIRST_SAVE_STATE, itemStates } from './schema.js';
import type { StatementCache } from './statement-cache.js';

interface CandidateRow {
  readonly directory: number;
  readonly name: Buffer;
  readonly path: Buffer;
}

const PAGE = 500;

/** Outside a transaction: rolled back, the table would be gone again. */
export function createCandidatesTable(database: Database): void {
  database.exec('CREATE TEMP TABLE IF NOT EXISTS candidates (directory INTEGER, name BLOB, PRIMARY KEY (directory, name)) WITHOUT ROWID');
}

/**
 * Finds what retention must look at by index: paths marked when they were written, saves and deletions that passed an
 * age since the last time, saves that wait for a generation. Never a scan of all items, except for `everything`.
 *
 * The keys are collected first (a temporary table), so that operations may be applied while the caller iterates.
 */
export class RetentionCandidates {
  readonly #statements: StatementCache;
  readonly #source: number;
  readonly #sequenceAt: Statement;
  readonly #page: Statement;
  readonly #history: Statement;

  constructor(statements: StatementCache, source: number) {
    this.#statements = statements;
    this.#source = source;
    this.#sequenceAt = statements.prepare(sequenceSql).pluck();
    this.#page = statements.prepare(`
      SELECT c.directory, c.name, d.path FROM candidates c JOIN directories d ON d.id = c.directory
      WHERE (c.directory, c.name) > (?, ?) ORDER BY c.directory, c.name LIMIT ${PAGE}`);
    this.#history = statements.prepare(`
      SELECT i.sequence, i.state, i.record, coalesce(r.effective_ms, ?) AS timeMs
      FROM items i LEFT JOIN runs r ON r.source = ? AND r.sequence = i.sequence
      WHERE i.directory = ? AND i.name = ? ORDER BY i.sequence`);
  }

  * find(scope: RetentionScope, generations: number): Generator<RetentionCandidate, void, undefined> {
    this.#collect(scope, generations);
    for (let after: CandidateRow | undefined; ;) {
      const page = this.#page.all(after?.directory ?? 0, after?.name ?? Buffer.alloc(0)) as CandidateRow[];
      for (const candidate of page) {
        const rows = this.#history.all(scope.nowMs, this.#source, candidate.directory, candidate.name);
        yield {
          path: pathOf(candidate),
          items: (rows as (HistoryItemRow & { timeMs: number })[]).map(row => ({ ...toHistoryItem(row), timeMs: row.timeMs }) satisfies TimedItem),
        };
      }
      after = page.at(-1);
      if (!after || page.length < PAGE) return;
    }
  }

  #collect(scope: RetentionScope, generations: number): void {
    const { nowMs, saveAgesMs, deletedAgesMs } = scope;
    this.#statements.prepare('DELETE FROM candidates').run();
    this.#add('SELECT directory, name FROM due WHERE source = :source');
    const retainedMs = this.#statements.prepare('SELECT retained_ms FROM sources WHERE id = ?').pluck().get(this.#source) as number;
    for (const age of saveAgesMs) this.#addPassed(savesSql, retainedMs - age, nowMs - age);
    for (const age of deletedAgesMs) this.#addPassed(tombstonesSql, retainedMs - age, nowMs - age);
    if (scope.promote) this.#add(pendingSql);
    if (scope.everything) {
      this.#add(`SELECT i.directory, i.name FROM directories d JOIN items i ON i.directory = d.id
        WHERE d.source = :source AND i.state = ${itemStates.generation} GROUP BY i.directory, i.name HAVING count(*) > :generations`, { generations });
    }
  }

  #addPassed(sql: string, fromMs: number, toMs: number): void {
    const sequence = (timeMs: number): number => (this.#sequenceAt.get(this.#source, timeMs) as number | undefined) ?? 0;
    const [from, to] = [sequence(fromMs), sequence(toMs)];
    this.#add(sql, { from, to });
  }

  #add(sql: string, values: Readonly<Record<string, number>> = {}): void {
    this.#statements.prepare(`INSERT OR IGNORE INTO candidates ${sql}`).run({ source: this.#source, ...values });
  }
}

const ofSource = '(SELECT source FROM directories WHERE id = i.directory) = :source';

export const savesSql = `
  SELECT i.directory, i.name FROM items i INDEXED BY saves
  WHERE i.state >= ${FIRST_SAVE_STATE} AND i.sequence > :from AND i.sequence <= :to AND ${ofSource}`;
export const tombstonesSql = `
  SELECT i.directory, i.name FROM items i INDEXED BY tombstones
  WHERE i.state = ${itemStates.tombstone} AND i.sequence > :from AND i.sequence <= :to AND ${ofSource}`;
export const pendingSql = `
  SELECT i.directory, i.name FROM items i INDEXED BY saves
  WHERE i.state >= ${FIRST_SAVE_STATE} AND i.state = ${itemStates.save} AND ${ofSource}
    AND NOT EXISTS (SELECT 1 FROM items n WHERE n.directory = i.directory AND n.name = i.name
      AND n.sequence > i.sequence AND n.state = ${itemStates.generation})`;

function pathOf({ path, name }: CandidateRow): string {
  const folder = decodePath(fromDirectoryKey(path));
  return folder === '' ? decodePath(name) : `${folder}/${decodePath(name)}`;
}
