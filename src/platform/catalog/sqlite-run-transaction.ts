import type { Database } from 'better-sqlite3';
import { bug } from '../../base/coded-error.js';
import { encodePath } from '../../base/path-bytes.js';
import type { CommittedRun, RunError, RunTransaction } from '../../core/ports/catalog.js';
import { sizeOfRecord } from '../../core/catalog/record-codec.js';
import type { RecordBatch } from '../../core/ports/engine.js';
import type { RetentionCandidate, RetentionScope } from '../../core/retention/retention-candidate.js';
import { BatchWriter } from './batch-writer.js';
import { RetentionCandidates } from './retention-candidates.js';
import { itemStates } from './schema.js';
import { guarded } from './sqlite-errors.js';
import type { StatementCache } from './statement-cache.js';

/** One write transaction on the catalog's writing connection; see RunTransaction for what it promises. */
export class SqliteRunTransaction implements RunTransaction {
  readonly #database: Database;
  readonly #statements: StatementCache;
  readonly #source: number;
  readonly #generations: number;
  readonly #writer: BatchWriter;
  #open = true;

  /** Begins: `database` must have no open transaction; `statements` are its own, and it has the table of candidates. */
  constructor(database: Database, statements: StatementCache, source: string, generations: number) {
    this.#database = database;
    this.#statements = statements;
    this.#generations = generations;
    database.exec('BEGIN IMMEDIATE');
    try {
      statements.prepare('INSERT OR IGNORE INTO sources (source) VALUES (?)').run(source);
      this.#source = statements.prepare('SELECT id FROM sources WHERE source = ?').pluck().get(source) as number;
      this.#writer = new BatchWriter(statements, this.#source, generations);
    } catch (failure) {
      database.exec('ROLLBACK');
      throw failure;
    }
  }

  clear(): void {
    this.#work(() => {
      this.#run('DELETE FROM items WHERE directory IN (SELECT id FROM directories WHERE source = ?)');
      for (const table of ['directories', 'due', 'runs', 'run_errors']) this.#run(`DELETE FROM ${table} WHERE source = ?`);
      this.#run('UPDATE sources SET versions = 0, bytes = 0, retained_ms = 0 WHERE id = ?');
    });
  }

  insertBatch(batch: RecordBatch): void {
    this.#work(() => this.#writer.write(batch));
  }

  retentionCandidates(scope: RetentionScope): Iterable<RetentionCandidate> {
    return this.#work(() => new RetentionCandidates(this.#statements, this.#source).find(scope, this.#generations));
  }

  retained(nowMs: number): void {
    this.#work(() => {
      this.#run('DELETE FROM due WHERE source = ?');
      this.#statements.prepare('UPDATE sources SET retained_ms = ? WHERE id = ?').run(Math.floor(nowMs), this.#source);
    });
  }

  removedBytes(sequence: number): number {
    return this.#work(() => {
      const before = this.#statements.prepare(`
        SELECT (SELECT before.record FROM items AS before WHERE before.directory = gone.directory AND before.name = gone.name AND before.sequence < gone.sequence ORDER BY before.sequence DESC LIMIT 1)
        FROM items AS gone INDEXED BY tombstones JOIN directories ON directories.id = gone.directory
        WHERE gone.sequence = ? AND gone.state = ${itemStates.tombstone} AND directories.source = ?`).pluck();
      let bytes = 0;
      for (const record of before.iterate(sequence, this.#source) as IterableIterator<Buffer | null>) if (record) bytes += sizeOfRecord(record);
      return bytes;
    });
  }

  define(definition: string): void {
    this.#work(() => this.#statements.prepare('UPDATE sources SET definition = ? WHERE id = ?').run(definition, this.#source));
  }

  recordRun(run: CommittedRun, errors: readonly RunError[] = []): void {
    this.#work(() => {
      this.#statements.prepare(`
        INSERT OR REPLACE INTO runs SELECT :source, :sequence, :writer, :digest, :kind, :startedMs, :finishedMs,
          min(:finishedMs, coalesce((SELECT min(effective_ms) FROM runs WHERE source = :source AND sequence > :sequence), :finishedMs)),
          :status, :root`)
        .run({ ...run, source: this.#source, startedMs: Math.floor(run.startedMs), finishedMs: Math.floor(run.finishedMs) });
      this.#clockSetBack(run);
      this.#run('DELETE FROM run_errors WHERE source = ? AND sequence = ?', run.sequence);
      const add = this.#statements.prepare('INSERT INTO run_errors VALUES (?, ?, ?, ?, ?)');
      errors.forEach(({ path, code }, position) => add.run(this.#source, run.sequence, position, encodePath(path), code));
    });
  }

  commit(): void {
    this.#work(() => {
      this.#statements.prepare('UPDATE sources SET versions = versions + ?, bytes = bytes + ? WHERE id = ?')
        .run(this.#writer.totals.versions, this.#writer.totals.bytes, this.#source);
      this.#database.exec('COMMIT');
      this.#open = false;
    });
  }

  rollback(): void {
    if (!this.#open) return;
    this.#open = false;
    if (this.#database.inTransaction) guarded(() => this.#database.exec('ROLLBACK'));
  }

  /** Earlier runs count as no later than this one; saves that thereby became older are all looked at once more. By time there are none as a rule; by sequence all runs would be read. */
  #clockSetBack(run: CommittedRun): void {
    const lowered = this.#statements.prepare('UPDATE runs INDEXED BY runs_by_time SET effective_ms = :ms WHERE source = :source AND sequence < :sequence AND effective_ms > :ms')
      .run({ ms: Math.floor(run.finishedMs), source: this.#source, sequence: run.sequence }).changes;
    if (lowered > 0) this.#run('UPDATE sources SET retained_ms = 0 WHERE id = ?');
  }

  #run(sql: string, ...more: number[]): void {
    this.#statements.prepare(sql).run(this.#source, ...more);
  }

  #work<T>(action: () => T): T {
    if (!this.#open) throw bug('the run was committed or rolled back');
    return guarded(action);
  }
}
