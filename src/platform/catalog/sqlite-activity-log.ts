import type { Database } from 'better-sqlite3';
import type { ActionPart, Activity, ActivityLog } from '../../core/ports/local-catalog-state.js';
import { guarded } from './sqlite-errors.js';
import { StatementCache } from './statement-cache.js';

type Begun = Omit<Activity, 'number' | 'branch' | 'finishedMs' | 'sequence'>;
type Row = Omit<Activity, 'finishedMs' | 'sequence' | 'details' | 'begunFor'>
  & { readonly finishedMs: number | null; readonly sequence: number | null; readonly details: string; readonly action: string | null; readonly part: string | null };

const columns = 'number, branch, kind, cause, source, started_ms AS startedMs, finished_ms AS finishedMs, status, sequence, details, action, part';

export class SqliteActivityLog implements ActivityLog {
  readonly #database: Database;
  readonly #statements: StatementCache;

  constructor(database: Database) {
    this.#database = database;
    this.#statements = new StatementCache(database);
  }

  begin(activity: Begun, number?: number): Activity {
    const beginning = this.#database.transaction(() => {
      const earlier = activity.begunFor ? this.begunFor(activity.begunFor.action) : [];
      const same = earlier.find(({ begunFor }) => begunFor?.part === activity.begunFor?.part);
      return same ? this.#goOn(same, activity.status) : this.#insert(activity, earlier[0]?.number ?? number);
    });
    return guarded(() => beginning.immediate());
  }

  finish(...activities: readonly Activity[]): void {
    const all = this.#database.transaction(() => {
      for (const activity of activities) this.#update(activity);
    });
    guarded(() => all.immediate());
  }

  begunFor(action: string): readonly Activity[] {
    return this.#read('WHERE action = ? ORDER BY number, branch', action);
  }

  list({ kind, limit, offset = 0 }: { readonly kind: Activity['kind']; readonly limit: number; readonly offset?: number }): readonly Activity[] {
    return this.#read('WHERE kind = ? ORDER BY number DESC, branch DESC LIMIT ? OFFSET ?', kind, limit, offset);
  }

  count(kind: Activity['kind']): number {
    return guarded(() => this.#statements.prepare('SELECT count(*) FROM activities WHERE kind = ?').pluck().get(kind) as number);
  }

  lastEnded(source: string): Activity | undefined {
    return this.#read("WHERE kind = 'backup' AND source = ? AND finished_ms IS NOT NULL ORDER BY number DESC, branch DESC LIMIT 1", source)[0];
  }

  running(): readonly Activity[] {
    return this.#read('WHERE finished_ms IS NULL ORDER BY number, branch');
  }

  #insert(activity: Begun, number: number | undefined): Activity {
    const { begunFor, details, ...row } = activity;
    const place = (number === undefined
      ? this.#statements.prepare('SELECT coalesce(max(number), 0) + 1 AS number, 0 AS branch FROM activities').get()
      : this.#statements.prepare('SELECT :number AS number, coalesce(max(branch), -1) + 1 AS branch FROM activities WHERE number = :number').get({ number })
    ) as { readonly number: number; readonly branch: number };
    this.#statements.prepare(`
      INSERT INTO activities (number, branch, kind, cause, source, started_ms, status, details, action, part)
      VALUES (:number, :branch, :kind, :cause, :source, :startedMs, :status, :details, :action, :part)`)
      .run({ ...row, ...place, details: JSON.stringify(details ?? null), action: begunFor?.action ?? null, part: begunFor?.part ?? null });
    return { ...activity, ...place, finishedMs: undefined, sequence: undefined };
  }

  #goOn(activity: Activity, status: string): Activity {
    const running = { ...activity, status, finishedMs: undefined };
    this.#update(running);
    return running;
  }

  #update(activity: Activity): void {
    this.#statements.prepare(`
      UPDATE activities SET finished_ms = :finishedMs, status = :status, sequence = :sequence, details = :details
      WHERE number = :number AND branch = :branch`).run({
      number: activity.number, branch: activity.branch, status: activity.status, finishedMs: activity.finishedMs ?? null,
      sequence: activity.sequence ?? null, details: JSON.stringify(activity.details ?? null),
    });
  }

  #read(tail: string, ...parameters: (string | number)[]): readonly Activity[] {
    const rows = guarded(() => this.#statements.prepare(`SELECT ${columns} FROM activities ${tail}`).all(...parameters) as Row[]);
    return rows.map(({ action, part, ...row }) => ({
      ...row, finishedMs: row.finishedMs ?? undefined, sequence: row.sequence ?? undefined, details: JSON.parse(row.details) as unknown,
      ...(action !== null && { begunFor: { action, part: part ?? '' } satisfies ActionPart }),
    }));
  }
}
