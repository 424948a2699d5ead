import type { Database } from 'better-sqlite3';
import type { ActivityLog, LocalState, Outbox, Proof, Proofs, SettingsStore } from '../../core/ports/local-catalog-state.js';
import type { DirtyRanges } from '../../core/ports/dirty-ranges.js';
import type { NoticeLog } from '../../core/ports/notice-log.js';
import { openDatabase } from './open-database.js';
import { SqliteActivityLog } from './sqlite-activity-log.js';
import { SqliteDirtyRanges } from './sqlite-dirty-ranges.js';
import { guarded } from './sqlite-errors.js';
import { SqliteOutbox } from './sqlite-outbox.js';
import { SqliteNoticeLog } from './sqlite-notice-log.js';
import { stateMigrations } from './state-schema.js';

const CACHE_KIB = 1_024;

/** Local state in one small SQLite file; every commit is synced (`synchronous = FULL`). */
export class SqliteLocalState implements LocalState {
  readonly settings: SettingsStore;
  readonly outbox: Outbox;
  readonly activities: ActivityLog;
  readonly proofs: Proofs;
  readonly dirtyRanges: DirtyRanges;
  readonly notices: NoticeLog;
  readonly #database: Database;

  private constructor(database: Database) {
    this.#database = database;
    this.settings = settingsIn(database);
    this.outbox = new SqliteOutbox(database);
    this.activities = new SqliteActivityLog(database);
    this.proofs = proofsIn(database);
    this.dirtyRanges = new SqliteDirtyRanges(database);
    this.notices = new SqliteNoticeLog(database);
  }

  /** Opens or makes the file. Fails as SqliteCatalog.open does; what is corrupt here cannot be rebuilt. */
  static open(file: string, options: { readonly readOnly?: boolean } = {}): SqliteLocalState {
    return new SqliteLocalState(openDatabase(file, {
      migrations: stateMigrations, synchronous: 'full', cacheKiB: CACHE_KIB, readOnly: options.readOnly ?? false,
    }));
  }

  dispose(): void {
    this.#database.close();
  }
}

function settingsIn(database: Database): SettingsStore {
  return {
    get(name) {
      const value = guarded(() => database.prepare('SELECT value FROM settings WHERE name = ?').pluck().get(name) as string | undefined);
      return value === undefined ? undefined : JSON.parse(value) as unknown;
    },
    set(name, value) {
      guarded(() => value === undefined
        ? database.prepare('DELETE FROM settings WHERE name = ?').run(name)
        : database.prepare('INSERT OR REPLACE INTO settings VALUES (?, ?)').run(name, JSON.stringify(value)));
    },
    list(prefix) {
      const rows = guarded(() => database.prepare('SELECT name, value FROM settings WHERE name >= ? AND substr(name, 1, length(?)) = ? ORDER BY name')
        .all(prefix, prefix, prefix) as { name: string; value: string }[]);
      return new Map(rows.map(({ name, value }) => [name, JSON.parse(value) as unknown]));
    },
  };
}

function proofsIn(database: Database): Proofs {
  return {
    get(source) {
      const row = guarded(() => database.prepare('SELECT proven_ms AS provenMs, cursor FROM proofs WHERE source = ?').get(source) as
        { provenMs: number | null; cursor: string } | undefined);
      return { source, provenMs: row?.provenMs ?? undefined, cursor: row?.cursor ?? '' };
    },
    set({ source, provenMs, cursor }: Proof) {
      guarded(() => database.prepare('INSERT OR REPLACE INTO proofs VALUES (?, ?, ?)').run(source, provenMs ?? null, cursor));
    },
  };
}
