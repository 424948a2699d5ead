import type { Database, Statement } from 'better-sqlite3';
import type { Buffer } from 'node:buffer';
import { decodePath } from '../../base/path-bytes.js';
import { latest, type CatalogSource, type CommittedRun, type RunError, type RunQuery } from '../../core/ports/catalog.js';
import { guarded } from './sqlite-errors.js';

const runColumns = `
  sequence, writer, digest, kind, started_ms AS startedMs, finished_ms AS finishedMs, status, root`;
const sourceColumns = `
  source AS id, definition, versions, bytes AS logicalBytes, retained_ms AS retainedMs,
  coalesce((SELECT max(sequence) FROM runs WHERE runs.source = sources.id), 0) AS lastSequence`;

/** Sources and their runs. */
export class RunQueries {
  readonly #sourceId: Statement;
  readonly #source: Statement;
  readonly #sources: Statement;
  readonly #run: Statement;
  readonly #runs: Statement;
  readonly #errors: Statement;
  readonly #sequence: Statement;

  constructor(database: Database) {
    this.#sourceId = database.prepare('SELECT id FROM sources WHERE source = ?').pluck();
    this.#source = database.prepare(`SELECT ${sourceColumns} FROM sources WHERE source = ?`);
    this.#sources = database.prepare(`SELECT ${sourceColumns} FROM sources ORDER BY source`);
    this.#run = database.prepare(`SELECT ${runColumns} FROM runs WHERE source = ? AND sequence = ?`);
    this.#runs = database.prepare(`
      SELECT ${runColumns} FROM runs WHERE source = :source AND sequence < :before
        AND (:kinds IS NULL OR kind IN (SELECT value FROM json_each(:kinds)))
      ORDER BY sequence DESC LIMIT :limit`);
    this.#errors = database.prepare('SELECT path, code FROM run_errors WHERE source = ? AND sequence = ? ORDER BY position');
    this.#sequence = database.prepare(sequenceSql).pluck();
  }

  /** The row's id of a source, undefined where the catalog does not know it. */
  idOf(source: string): number | undefined {
    return guarded(() => this.#sourceId.get(source) as number | undefined);
  }

  source(source: string): CatalogSource | undefined {
    return guarded(() => this.#source.get(source) as CatalogSource | undefined);
  }

  sources(): readonly CatalogSource[] {
    return guarded(() => this.#sources.all() as CatalogSource[]);
  }

  run(source: number, sequence: number): CommittedRun | undefined {
    return guarded(() => this.#run.get(source, sequence) as CommittedRun | undefined);
  }

  runs(source: number, { before = latest + 1, kinds, limit = -1 }: RunQuery): readonly CommittedRun[] {
    return guarded(() => this.#runs.all({ source, before, kinds: kinds ? JSON.stringify(kinds) : null, limit }) as CommittedRun[]);
  }

  errors(source: number, sequence: number): readonly RunError[] {
    const rows = guarded(() => this.#errors.all(source, sequence) as { path: Buffer; code: string }[]);
    return rows.map(({ path, code }) => ({ path: decodePath(path), code }));
  }

  sequenceAt(source: number, timeMs: number): number | undefined {
    return guarded(() => this.#sequence.get(source, Math.floor(timeMs)) as number | undefined);
  }
}

/** `effective_ms` never falls with the sequence, so the last row of the range is the newest run. */
export const sequenceSql = `
  SELECT sequence FROM runs WHERE source = ? AND effective_ms <= ? ORDER BY effective_ms DESC, sequence DESC LIMIT 1`;
