import * as v from 'valibot';

/** A row of the history, as far as the decision needs it. */
export interface ResultRow {
  readonly number: number; // of the run, shared by its sources
  readonly branch: number;
  readonly source?: string | undefined;
  readonly cause: 'scheduled' | 'manual' | 'continuous';
  readonly status: string;
  readonly finishedMs: number | undefined; // undefined: running
  /** The set time that the run is for. */
  readonly slot?: string | undefined;
}

/** Which rows mails were decided for. Runs up to `after` are over and done with; of later ones the rows that are named. */
const ResultMemory = v.object({ after: v.pipe(v.number(), v.integer()), decided: v.array(v.string()) });
export type ResultMemory = v.InferOutput<typeof ResultMemory>;

export interface ResultMoment {
  readonly nowMs: number;
  readonly perSource: boolean;
  /** The slot whose sources are being backed up; between two of them no row says that the run goes on. */
  readonly runningSlot: string | undefined;
}

/** Runs that are looked back at: more than are ever under way at once. */
const RUNS_BACK = 50;
/** A run that somebody asked for is over when nothing has followed for so long. */
const SETTLE_MS = 30_000;

export function parseResultMemory(stored: unknown): ResultMemory | undefined {
  const parsed = v.safeParse(ResultMemory, stored);
  return parsed.success ? parsed.output : undefined;
}

/** What there is now needs no mail: of an installation where mail has just been turned on. */
export function decidedUpTo(rows: readonly ResultRow[]): ResultMemory {
  return { after: Math.max(0, ...rows.map(({ number }) => number)), decided: [] };
}

/**
 * The mails that are due: each as the rows that it tells of, at least one of which was not completed. Rows are the newest of the history, in any order.
 *
 * What was missed is told as the notice tells it: everything that one look finds in one mail, or in one for each source; a PC that comes back after two weeks sends no mail for each day.
 *
 * The history is the only source: what happened while nobody listened, or ended with its process, is told as well. Each row is decided on once.
 */
export function resultsDue<R extends ResultRow>(rows: readonly R[], memory: ResultMemory, at: ResultMoment): { readonly mails: readonly (readonly R[])[]; readonly memory: ResultMemory } {
  const after = Math.max(memory.after, Math.max(0, ...rows.map(({ number }) => number)) - RUNS_BACK);
  const decided = new Set(memory.decided);
  const mails: (readonly R[])[] = [];
  const open = rows.filter(row => row.number > after && !decided.has(keyOf(row))).sort((a, b) => a.number - b.number || a.branch - b.branch);
  for (const [number, ofRun] of Map.groupBy(open, row => row.number)) {
    const told = at.perSource ? ofRun.filter(({ finishedMs }) => finishedMs !== undefined).map(row => [row]) : isOver(rows.filter(row => row.number === number), at) ? [ofRun] : [];
    for (const mail of told) {
      for (const row of mail) decided.add(keyOf(row));
      if (mail.some(isFailed)) mails.push(mail);
    }
  }
  return { mails: missedTogether(mails, at.perSource), memory: { after, decided: [...decided].filter(key => Number(key.split('-', 1)[0]) > after) } };
}

function missedTogether<R extends ResultRow>(mails: readonly (readonly R[])[], perSource: boolean): readonly (readonly R[])[] {
  const { missed = [], others = [] } = Object.groupBy(mails, mail => (mail.every(isMissed) ? 'missed' : 'others'));
  const together = Map.groupBy(missed, ([first]) => (perSource ? first?.source : undefined));
  return [...[...together.values()].map(ofOne => ofOne.flat()), ...others];
}

function isMissed({ status }: ResultRow): boolean {
  return status === 'pc-off' || status === 'signed-out';
}

function isOver(rows: readonly ResultRow[], { nowMs, runningSlot }: ResultMoment): boolean {
  return rows.every(({ slot, finishedMs }) => finishedMs !== undefined && (slot === undefined ? nowMs - finishedMs >= SETTLE_MS : slot !== runningSlot));
}

/** Somebody who interrupts a backup that was asked for by hand knows of it. */
function isFailed({ status, cause }: ResultRow): boolean {
  return status !== 'completed' && !(cause === 'manual' && (status === 'interrupted' || status === 'earlier-interrupted'));
}

function keyOf({ number, branch }: ResultRow): string {
  return `${number}-${branch}`;
}
