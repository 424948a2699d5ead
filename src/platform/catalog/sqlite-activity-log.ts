import type { Database } from 'better-sqlite3';
import type { Activity, ActivityLog } from '../../core/ports/local-catalog-state.js';
import { guarded } from './sqlite-errors.js';
import { StatementCache } from './statement-cache.js';

type Row = Omit<Activity, 'finishedMs' | 'sequence' | 'details'>
  & { readonly finishedMs: number | null; readonly sequence: number | null; readonly details: string };

const columns = 'number, branch, kind, cause, source, started_ms AS startedMs, finished_ms AS finishedMs, status, sequence, details';

export class SqliteActivityLog implements ActivityLog {
  readonly #database: Database;
  readonly #statements: StatementCache;

  constructor(database: Database) {
    this.#database = database;
    this.#statements = new StatementCache(database);
  }

  begin(activity: Omit<Activity, 'number' | 'branch' | 'finishedMs' | 'sequence'>, number?: number): Activity {
    const place = this.#database.transaction(() => {
      const placed = (number === undefined
        ? this.#statements.prepare('SELECT coalesce(max(number), 0) + 1 AS number, 0 AS branch FROM activities').get()
        : this.#statements.prepare('SELECT :number AS number, coalesce(max(branch), -1) + 1 AS branch FROM activities WHERE number = :number').get({ number })
      ) as { number: number; branch: number };
      this.#statements.prepare(`
        INSERT INTO activities VALUES (:number, :branch, :kind, :cause, :source, :startedMs, NULL, :status, NULL, :details)`)
        .run({ ...activity, ...placed, details: JSON.stringify(activity.details ?? null) });
      return placed;
    });
    return guarded(() => ({ ...activity, ...place.immediate(), finishedMs: undefined, sequence: undefined }));
  }

  finish(activity: Activity): void {
    guarded(() => this.#statements.prepare(`
      UPDATE activities SET finished_ms = :finishedMs, status = :status, sequence = :sequence, details = :details
      WHERE number = :number AND branch = :branch`).run({
      number: activity.number, branch: activity.branch, status: activity.status, finishedMs: activity.finishedMs ?? null,
      sequence: activity.sequence ?? null, details: JSON.stringify(activity.details ?? null),
    }));
  }

  list({ kind, limit, offset = 0 }: { readonly kind: Activity['kind']; readonly limit: number; readonly offset?: number }): readonly Activity[] {
    return this.#read('WHERE kind = ? ORDER BY number DESC, branch DESC LIMIT ? OFFSET ?', kind, limit, offset);
  }

  count(kind: Activity['kind']): number {
    return guarded(() => this.#statements.prepare('SELECT count(*) FROM activities WHERE kind = ?').pluck().get(kind) as number);
  }

  running(): readonly Activity[] {
    return this.#read('WHERE finished_ms IS NULL ORDER BY number, branch');
  }

  #read(tail: string, ...parameters: (string | number)[]): readonly Activity[] {
    const rows = guarded(() => this.#statements.prepare(`SELECT ${columns} FROM activities ${tail}`).all(...parameters) as Row[]);
    return rows.map(row => ({
      ...row, finishedMs: row.finishedMs ?? undefined, sequence: row.sequence ?? undefined, details: JSON.parse(row.details) as unknown,
    }));
  }
}
