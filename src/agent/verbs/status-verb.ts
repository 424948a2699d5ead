import { nextBeginMs } from '../../core/schedule/next-begin.js';
import { namedSource } from '../../core/restore/locate-source.js';
import type { RunCounts } from '../../core/vault/runs/run-root.js';
import type { Activity } from '../../core/ports/local-catalog-state.js';
import { CodedError } from '../../base/coded-error.js';
import { systemZone } from '../../platform/system-moments.js';
import { sameDisk } from '../../platform/stores/same-disk.js';
import type { RunSummary, SourceState, StatusResult, VaultState, Warning, WorkState } from '../../wire/verbs/results.js';
import { failingOf } from '../../notifications/notice-centre.js';
import { mailWarnings } from '../notices/mail-settings.js';
import type { RunningWork } from '../run-queue.js';
import { nextBackupMs, storedSchedule } from '../schedule-state.js';
import { sourcesOf } from '../sources.js';
import { activityRow, committedRow } from './runs-verbs.js';
import type { Verb, VerbHost } from './verb.js';
import { whyPaths } from './why-verb.js';

/** Everything at a glance. Never fails because the vault is away: that is one of the things it tells. */
export const statusVerb: Verb<'status'> = async (host, { paths }) => {
  const { workspace, protection } = host;
  const warnings: Warning[] = [];
  const vault = await vaultState(host, warnings);
  const credentials = workspace.installation ? await workspace.credentials().catch(() => undefined) : undefined;
  if (credentials?.warning) warnings.push({ code: credentials.warning.code });
  const { preferences } = workspace.settings.current;
  for (const { channel, failure = '' } of failingOf(workspace.state.notices)) if (channel !== 'mail' || preferences['mail.enabled']) warnings.push({ code: failure, detail: channel });
  for (const code of mailWarnings(preferences)) warnings.push({ code, detail: 'mail' });
  const { running } = workspace.queue;
  const result: StatusResult = {
    agent: workspace.queue.paused ? 'paused' : protection ? 'running' : 'stopped',
    vault,
    device: workspace.device,
    sources: sourceStates(host),
    warnings,
    tray: host.tray?.state,
    unseenNotices: workspace.state.notices.countUnseen(),
    paths: paths.length > 0 ? await whyPaths(host, paths) : [],
    work: running && workOf(host, running),
    running: running ? workspace.state.activities.running().flatMap(activity => runningRow(host, activity.source, activity)) : [],
  };
  return result;
};

export function sourceStates({ workspace, protection }: VerbHost): readonly SourceState[] {
  const { catalog, settings: { schedule, activeSchedule }, state, clock } = workspace;
  const nextRunMs = nextBackupMs(state.settings, activeSchedule, clock.nowMs());
  return sourcesOf(workspace).map(({ id, name, root }) => {
    const known = catalog.source(id);
    const last = known && catalog.runs(id, { kinds: ['scheduled', 'manual', 'continuous'], limit: 1 })[0];
    const full = known && catalog.runs(id, { kinds: ['scheduled', 'manual'], limit: 1 })[0];
    const counts = full && (JSON.parse(full.root) as { readonly counts: RunCounts }).counts;
    return {
      id, name, root,
      files: counts?.files ?? 0,
      bytes: counts?.bytes ?? 0,
      lastCommitted: known && last && committedRow(namedSource(known), last),
      lastAttempt: attemptSince(state.activities.lastEnded(id), last?.finishedMs),
      lastProvenMs: state.proofs.get(id).provenMs,
      schedule,
      nextRunMs,
      watch: protection?.watchOf(id),
    };
  });
}

function attemptSince(row: Activity | undefined, committedMs = 0): RunSummary | undefined {
  const isAttempt = row !== undefined && row.sequence === undefined && row.status !== 'completed' && row.startedMs >= committedMs;
  return isAttempt ? activityRow(row) : undefined;
}

async function vaultState({ workspace }: VerbHost, warnings: Warning[]): Promise<VaultState | undefined> {
  const { installation } = workspace;
  if (!installation) return undefined;
  const { location, id, capabilities } = installation.vault;
  const state = { location, id, durability: capabilities.durability, storedBytes: 0 };
  try {
    const { session, problems } = await workspace.vault.use();
    for (const found of problems.values()) for (const problem of found) warnings.push({ code: problem.code, detail: problem.message });
    for (const { root } of sourcesOf(workspace)) {
      if (await sameDisk(root, location).catch(() => false)) {
        warnings.push({ code: 'agent.vault-on-same-disk', detail: root });
        break;
      }
    }
    let storedBytes = 0;
    for await (const object of session.store.list('')) storedBytes += object.sizeBytes;
    const space = await session.store.freeSpace();
    return { ...state, storedBytes, ...(space && { freeBytes: space.freeBytes }) };
  } catch (failure) {
    if (!(failure instanceof CodedError)) throw failure;
    warnings.push({ code: failure.code, detail: location });
    return state;
  }
}

function workOf({ workspace }: VerbHost, { kind, subject, progress }: RunningWork): WorkState {
  const { settings: { activeSchedule }, state, clock } = workspace;
  const isSuspended = kind === 'backup' && storedSchedule(state.settings)?.running?.suspended === true;
  const waitsUntilMs = isSuspended && activeSchedule ? nextBeginMs(activeSchedule, systemZone(), clock.nowMs(), true) : undefined;
  if (!progress) return { kind, subject, waitsUntilMs };
  const { walkComplete, currentPath, filesDone, filesTotal, bytesDone, bytesTotal } = progress;
  return { kind, subject, waitsUntilMs, progress: { filesDone, filesTotal, bytesDone, bytesTotal, totalsFinal: walkComplete, currentPath: currentPath?.toString('utf8') } };
}

function runningRow({ workspace }: VerbHost, source: string, activity: { readonly number: number; readonly branch: number; readonly startedMs: number; readonly cause: 'scheduled' | 'manual' | 'continuous' }): StatusResult['running'] {
  const settings = sourcesOf(workspace).find(({ id }) => id === source);
  const progress = workspace.queue.running?.progress;
  if (!settings) return [];
  return [{
    number: `${String(activity.number).padStart(6, '0')}-${activity.branch}`, sourceId: source, source: settings.name, sequence: 0, kind: activity.cause, status: 'running',
    startedMs: activity.startedMs, files: progress?.filesDone ?? 0, bytes: progress?.bytesDone ?? 0, newFiles: 0, changed: 0, removed: 0, unchanged: 0, failed: 0, storedBytes: 0,
  }];
}
