import type { NoticeBody } from '../../notifications/notice.js';
import { systemZone } from '../../platform/system-moments.js';
import type { TrayFacts, TrayProgress } from '../../shell/tray/tray-facts.js';
import type { Language } from '../../texts/language.js';
import { noticeWords } from '../../texts/notices/notice-words.js';
import { isMailSetUp } from '../notices/mail-settings.js';
import { wallTime } from '../notices/wall-time.js';
import type { RunQueue } from '../run-queue.js';
import { nextBackupMs } from '../schedule-state.js';
import { sourcesOf } from '../sources.js';
import type { ProtectionView } from '../verbs/verb.js';
import type { Workspace } from '../workspace.js';

/** Of the newest unread notices that are looked through for a warning. */
const LOOKED_AT = 100;

/** What the tray shows, but for plugins' entries. Cost: some queries of the catalog's indexes. */
export function trayFacts(workspace: Workspace, protection: ProtectionView | undefined, language: Language): Omit<TrayFacts, 'contributed'> {
  const { catalog, settings, state, queue, clock } = workspace;
  const { preferences, schedule } = settings.current;
  const zone = systemZone();
  const sources = sourcesOf(workspace);
  const lastMs = sources.map(({ id }) => (catalog.source(id) ? catalog.runs(id, { kinds: ['scheduled', 'manual', 'continuous'], limit: 1 })[0]?.finishedMs : undefined));
  const known = lastMs.filter(ms => ms !== undefined);
  const problem = state.notices.list({ all: false, limit: LOOKED_AT }).find(({ severity }) => severity !== 'information');
  const next = nextBackupMs(state.settings, settings.activeSchedule, clock.nowMs());
  return {
    paused: queue.paused,
    work: workOf(queue),
    unseenNotices: state.notices.countUnseen(),
    problem: problem && noticeWords(problem.kind, problem.body as NoticeBody, language).title,
    sources: sources.map(({ name, root }) => ({ name, root })),
    catchingUp: known.length < sources.length || sources.some(({ id }) => isCatchingUp(protection?.watchOf(id))),
    lastBackup: known.length > 0 ? wallTime(Math.max(...known), zone) : undefined,
    nextBackup: next === undefined ? undefined : wallTime(next, zone),
    settings: { scheduled: schedule?.on, monthlyUsage: preferences['notices.monthlyUsage'], resultMail: isMailSetUp(preferences) ? preferences['mail.enabled'] : undefined },
  };
}

/** A change was missed, or may have been: nothing is said to be protected before all was looked at. */
function isCatchingUp(watch: ReturnType<ProtectionView['watchOf']>): boolean {
  return watch?.driver !== undefined && (!watch.trusted || watch.dirtyFolders > 0);
}

function workOf({ running }: RunQueue): TrayFacts['work'] {
  return running && { kind: running.kind, subject: running.subject, progress: running.progress && progressOf(running.progress) };
}

function progressOf({ walkComplete, currentPath, ...counts }: NonNullable<NonNullable<RunQueue['running']>['progress']>): TrayProgress {
  return { ...counts, totalsFinal: walkComplete, currentPath: currentPath?.toString('utf8') };
}
