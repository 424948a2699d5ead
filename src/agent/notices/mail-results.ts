import type { Activity } from '../../core/ports/local-catalog-state.js';
import { oneLine } from '../../notifications/mail/address.js';
import { decidedUpTo, parseResultMemory, resultsDue, type ResultRow } from '../../notifications/mail/results-due.js';
import type { RunStatus } from '../../terms/run-status.js';
import { isNotRunReason, type Absence, type NotRunReason } from '../../terms/schedule-terms.js';
import type { SourceResult } from '../../texts/notices/mail-words.js';
import { numberOf } from '../backup-work.js';
import { wallTime } from './wall-time.js';
import { storedSchedule } from '../schedule-state.js';
import type { Workspace } from '../workspace.js';

const MEMORY = 'mail-results';
/** 50 runs of ten sources. */
const ROWS_BACK = 500;

/** What a row of the history keeps of its source and its run. */
interface Details {
  readonly name?: string;
  readonly slot?: string;
  readonly code?: string;
  readonly because?: Absence;
  readonly counts?: { readonly files?: number; readonly failed?: number };
}

interface HistoryRow extends ResultRow {
  readonly activity: Activity;
}

export interface ResultMail {
  readonly id: string;
  readonly results: readonly SourceResult[];
}

/** The result mails that are due and were never answered before, once `decided` is called. While mail is off everything counts as told. */
export function dueResultMails(workspace: Workspace, zone: string): { readonly mails: readonly ResultMail[]; readonly decided: () => void } {
  const { state, settings, clock } = workspace;
  const { preferences } = settings.current;
  const rows = state.activities.list({ kind: 'backup', limit: ROWS_BACK }).map(rowOf);
  const stored = parseResultMemory(state.settings.get(MEMORY));
  const runningSlot = storedSchedule(state.settings)?.running?.key;
  const { mails, memory } = preferences['mail.enabled'] && stored ? resultsDue(rows, stored, { nowMs: clock.nowMs(), perSource: preferences['mail.perSource'], runningSlot })
    : { mails: [], memory: decidedUpTo(rows) };
  return {
    mails: mails.map(ofMail => ({ id: `result/${ofMail.map(({ activity }) => numberOf(activity)).join('/')}`, results: missedAsOne(ofMail.map(row => resultOf(row, zone))) })),
    decided: () => {
      if (JSON.stringify(stored) !== JSON.stringify(memory)) state.settings.set(MEMORY, memory);
    },
  };
}

function rowOf(activity: Activity): HistoryRow {
  const { number, branch, source, cause, status, finishedMs } = activity;
  return { number, branch, source, cause, status, finishedMs, slot: detailsOf(activity).slot, activity };
}

function resultOf({ activity }: HistoryRow, zone: string): SourceResult {
  const { name = activity.source, counts, code, because } = detailsOf(activity);
  return {
    number: numberOf(activity), source: oneLine(name), status: activity.status as RunStatus | NotRunReason,
    started: wallTime(activity.startedMs, zone), finished: wallTime(activity.finishedMs ?? activity.startedMs, zone), files: counts?.files, failed: counts?.failed, code, because,
  };
}

/** Of a source that was missed several times for the same reason one result, from the first time to the last. */
function missedAsOne(results: readonly SourceResult[]): readonly SourceResult[] {
  const bySource = Map.groupBy(results, ({ source, status, because, number }) => (isNotRunReason(status) ? `${source} ${status} ${because}` : number));
  return [...bySource.values()].map(alike => {
    const [first, last] = [alike[0], alike.at(-1)] as [SourceResult, SourceResult];
    return alike.length === 1 ? first : { ...last, started: first.started, finished: last.started, times: alike.length };
  });
}

function detailsOf({ details }: Activity): Details {
  return (details ?? {}) as Details;
}
