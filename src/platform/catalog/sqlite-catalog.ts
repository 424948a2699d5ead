import type { Database } from 'better-sqlite3';
import { CodedError, bug } from '../../base/coded-error.js';
import type { HistoryItem } from '../../core/catalog/history-item.js';
import {
  latest, type Catalog, type CatalogSource, type CommittedRun, type FolderEntry, type FolderPage, type FoundPath,
  type RunError, type RunQuery, type RunTransaction, type SourceId,
} from '../../core/ports/catalog.js';
import type { RecordBatch } from '../../core/ports/engine.js';
import { catalogErrors } from '../../terms/errors/catalog-errors.js';
import { HistoryQueries } from './history-queries.js';
import { openDatabase } from './open-database.js';
import { createCandidatesTable } from './retention-candidates.js';
import { RunQueries } from './run-queries.js';
import { catalogMigrations } from './schema.js';
import { guarded } from './sqlite-errors.js';
import { SqliteRunTransaction } from './sqlite-run-transaction.js';
import { StatementCache } from './statement-cache.js';

/** 1,000,000 versions are inserted as fast with 8 MiB as with 64: they arrive in the order of the primary key. */
const WRITER_CACHE_KIB = 8_192;
const READER_CACHE_KIB = 8_192;

/**
 * The catalog in one SQLite file. Rebuildable, so a commit need not survive power loss (`synchronous = NORMAL`): the
 * newest runs are then taken from the vault again.
 *
 * Two connections: what an open run wrote is visible to itself alone.
 */
export class SqliteCatalog implements Catalog {
  readonly #writer: Database | undefined;
  #written: StatementCache | undefined;
  readonly #reader: Database;
  readonly #history: HistoryQueries;
  readonly #runs: RunQueries;

  private constructor(writer: Database | undefined, reader: Database) {
    this.#writer = writer;
    this.#reader = reader;
    this.#history = new HistoryQueries(reader);
    this.#runs = new RunQueries(reader);
  }

  /**
   * Opens a catalog, making it where it is missing (unless `readOnly`).
   * Fails with `catalog.corrupt` (rename it away and rebuild), `catalog.newer-schema`, `catalog.busy`, `catalog.io`.
   */
  static open(file: string, options: { readonly readOnly?: boolean } = {}): SqliteCatalog {
    const common = { migrations: catalogMigrations, synchronous: 'normal' } as const;
    const writer = options.readOnly ? undefined : openDatabase(file, { ...common, cacheKiB: WRITER_CACHE_KIB });
    try {
      const reader = openDatabase(file, { ...common, readOnly: true, cacheKiB: READER_CACHE_KIB });
      return guarded(() => new SqliteCatalog(writer, reader));
    } catch (failure) {
      writer?.close();
      throw failure;
    }
  }

  sources(): readonly CatalogSource[] {
    return this.#runs.sources();
  }

  source(id: SourceId): CatalogSource | undefined {
    return this.#runs.source(id);
  }

  history(source: SourceId, path: string): readonly HistoryItem[] {
    return this.#history.history(this.#idOf(source), path);
  }

  stateAt(source: SourceId, path: string, at: number = latest): HistoryItem | undefined {
    return this.#history.stateAt(this.#idOf(source), path, at);
  }

  listFolder(source: SourceId, folder: string, at: number = latest, page?: FolderPage): readonly FolderEntry[] {
    return this.#history.listFolder(this.#idOf(source), folder, at, page);
  }

  walk(source: SourceId, below = '', at: number = latest): Iterable<RecordBatch> {
    return this.#history.walk(this.#idOf(source), below, at);
  }

  droppedAt(source: SourceId, below: string, at: number = latest): Iterable<FoundPath> {
    return this.#history.droppedAt(this.#idOf(source), below, at);
  }

  * find(source: SourceId, pattern: string, at?: number): Generator<FoundPath | undefined, void, undefined> {
    for (const found of this.#history.find(this.#idOf(source), pattern, at ?? latest)) {
      if (at === undefined || found?.item.kind !== 'tombstone') yield found;
    }
  }

  sequenceAt(source: SourceId, timeMs: number): number | undefined {
    return this.#runs.sequenceAt(this.#idOf(source), timeMs);
  }

  run(source: SourceId, sequence: number): CommittedRun | undefined {
    return this.#runs.run(this.#idOf(source), sequence);
  }

  runs(source: SourceId, options: RunQuery = {}): readonly CommittedRun[] {
    return this.#runs.runs(this.#idOf(source), options);
  }

  runErrors(source: SourceId, sequence: number): readonly RunError[] {
    return this.#runs.errors(this.#idOf(source), sequence);
  }

  begin(source: SourceId, { generations }: { readonly generations: number }): RunTransaction {
    const writer = this.#writer;
    if (!writer) throw bug('a catalog opened for reading cannot take a run');
    if (writer.inTransaction) throw bug('another run is open in this catalog');
    return guarded(() => {
      if (!this.#written) createCandidatesTable(writer);
      this.#written ??= new StatementCache(writer);
      return new SqliteRunTransaction(writer, this.#written, source, generations);
    });
  }

  /** An open run is rolled back. */
  dispose(): void {
    this.#reader.close();
    this.#writer?.close();
  }

  #idOf(source: SourceId): number {
    const id = this.#runs.idOf(source);
    if (id === undefined) throw CodedError.of(catalogErrors, 'catalog.unknown-source', `unknown source ${source}`);
    return id;
  }
}
