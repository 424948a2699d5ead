import type { RunScope } from '../core/backup/backup-runner.js';
import { reportOfParts } from '../core/backup/run-parts.js';
import type { FileFailure, RunReport } from '../core/backup/run-report.js';
import type { SourceSettings } from '../core/backup/source-settings.js';
import type { ActionPart, Activity } from '../core/ports/local-catalog-state.js';
import type { Run } from '../host/api/index.js';
import { reasonOfCode } from '../terms/reason-of-code.js';
import type { RunReason } from '../terms/run-status.js';
import { CodedError } from '../base/coded-error.js';
import type { Progress } from '../wire/progress.js';
import type { RunSummary } from '../wire/verbs/results.js';
import { compareUploads, deletionsCompared, keepsDeleted } from './comparison.js';
import { liesOnNetwork } from './network-drives.js';
import { asRun } from './plugins/as-run.js';
import { endWhenDue } from './part-timer.js';
import type { ObservedRun } from './run-observer.js';
import type { Suspension } from './suspension.js';
import { tellProgress } from './tell-progress.js';
import { meansLost, type OpenedVault, type VaultLink } from './vault/vault-link.js';
import type { Workspace } from './workspace.js';

export interface BackupWork {
  readonly source: SourceSettings;
  readonly kind: 'scheduled' | 'manual' | 'continuous' | 'restore';
  readonly scope: RunScope;
  /** The number that the sources of one run share; the first of them takes a new one. */
  readonly number?: number | undefined;
  /** Told that number as soon as the history has the row: a source that fails has it, too. */
  readonly onNumber?: ((number: number) => void) | undefined;
  /** What this is done for, if it must be done once: it goes on in the row that is there. */
  readonly begunFor?: ActionPart | undefined;
  /** The scheduled slot (src/core/schedule) that this is done for. */
  readonly slot?: string | undefined;
  /** Commits what it has and waits while this says so; of runs of whole sources. */
  readonly suspension?: Suspension | undefined;
  /** What failed before it began, and makes it incomplete. */
  readonly problems?: readonly FileFailure[] | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

export interface FinishedBackup {
  readonly summary: RunSummary;
  readonly report: RunReport;
}

/**
 * Backs one source up when its turn comes: queue, vault, history row, run.
 *
 * The history row is written before the run begins, so that a run that dies with the process is known at the next start. A run that fails is recorded with
 * its reason, and the failure thrown. A run that takes long is committed in parts of one number, between which others have their turn. One that died and is begun again for the same action is
 * a further part of it: what it had saved is found unchanged.
 */
export async function backUp(workspace: Workspace, work: BackupWork): Promise<FinishedBackup> {
  const { queue, vault, clock, state, runObservers, happenings } = workspace;
  const { source, kind, scope, slot, suspension } = work;
  return queue.add({
    subject: source.name,
    kind: kind === 'continuous' ? 'continuous' : 'backup',
    signal: work.signal,
    onPaused: () => work.onProgress?.({ step: 'paused', subject: source.name }),
    run: async ({ signal, show, isAwaited, giveWay, untilResumed }) => {
      const row = kind === 'scheduled' || kind === 'manual' ? state.activities.begin({
        kind: 'backup', cause: kind, source: source.id, startedMs: clock.nowMs(), status: 'running', details: { name: source.name, root: source.root, slot }, begunFor: work.begunFor,
      }, work.number) : undefined;
      if (row) work.onNumber?.(row.number);
      const onNetwork = row !== undefined && await liesOnNetwork(workspace, source);
      let observed: ObservedRun | undefined;
      const begun: Run = { number: row && numberOf(row), source: source.name, kind, status: 'running', startedMs: clock.nowMs(), files: 0, bytes: 0, failed: 0 };
      const mayBegin = async () => {
        await suspension?.wait(clock, { signal, isAwaited, giveWay });
        await untilResumed();
      };
      try {
        await mayBegin();
        const began = observed = runObservers.runBegan(source.id, scope);
        happenings.runs.fire(begun);
        work.onProgress?.({ step: 'opening', subject: source.name });
        const keepDeleted = keepsDeleted(workspace, work);
        const makeRun = async () => {
          const opened = await writable(vault, source);
          await compareUploads(workspace, opened, source.id);
          return opened.runner.run({
            source, kind, scope, number: row ? numberOf(row) : '', keepDeleted, onNetwork, problems: work.problems, signal, onRecords: began.records,
            onJob: (job, endEarly) => {
              show(job);
              if (endEarly) endWhenDue(clock, job, endEarly, isAwaited);
              if (endEarly) suspension?.onBegin(endEarly);
              if (work.onProgress) tellProgress(clock, job, () => ({ step: queue.paused ? 'paused' : 'saving', subject: source.name }), work.onProgress);
            },
          }).catch(async (failure: unknown) => {
            // Opened anew, the vault tells who wrote what this installation does not know of.
            if (failure instanceof CodedError && failure.code === 'vault.forked-source') await vault.drop();
            throw failure;
          });
        };
        const makePart = async () => {
          const report = await makeRun();
          if (!report.expelled) return report;
          // Opened anew, this installation is another writer that believes nothing.
          await vault.drop();
          return makeRun();
        };
        const parts: [RunReport, ...RunReport[]] = [await makePart()];
        while (!parts.at(-1)?.complete) {
          await giveWay();
          await mayBegin();
          parts.push(await makePart());
        }
        const report = reportOfParts(parts);
        if (!keepDeleted) deletionsCompared(workspace, work);
        began.committed(report);
        if (row) state.activities.finish({ ...row, finishedMs: report.finishedMs, status: report.status, sequence: report.committed?.sequence, details: { ...detailsOf(source, report), slot } });
        const summary = summaryOf(report, source);
        happenings.runs.fire(asRun(summary));
        return { summary, report };
      } catch (failure) {
        if (signal.aborted) observed?.cancelled();
        else observed?.failed(failure instanceof CodedError ? failure.code : '');
        if (observed) happenings.runs.fire({ ...begun, status: 'incomplete', reason: reasonOf(failure, signal, onNetwork), finishedMs: clock.nowMs() });
        if (meansLost(failure)) await vault.drop();
        if (row) state.activities.finish({ ...row, finishedMs: clock.nowMs(), status: reasonOf(failure, signal, onNetwork), sequence: undefined, details: { name: source.name, root: source.root, slot, code: (failure as Partial<CodedError>).code } });
        throw failure;
      }
    },
  });
}

/** What may not be buried under further runs. Damage may: a run writes what the history lacks. */
const STOPPING: ReadonlySet<string> = new Set(['vault.forked-source', 'vault.rolled-back']);

/** The vault, unless the source's history there is not what this installation left. */
async function writable(vault: VaultLink, { id }: SourceSettings): Promise<OpenedVault> {
  const opened = await vault.use();
  if (opened.twin) throw opened.twin;
  const problem = opened.problems.get(id)?.find(({ code }) => STOPPING.has(code));
  if (problem) throw problem;
  return opened;
}

export function numberOf({ number, branch }: Pick<Activity, 'number' | 'branch'>): string {
  return `${String(number).padStart(6, '0')}-${branch}`;
}

/** The status of a run that ended by a failure of the whole. */
function reasonOf(failure: unknown, signal: AbortSignal, onNetwork: boolean): RunReason {
  if (signal.aborted) return 'interrupted';
  return reasonOfCode(failure instanceof CodedError ? failure.code : '', onNetwork);
}

function detailsOf({ name, root }: SourceSettings, { counts, storedBytes, kind }: RunReport) {
  return { name, root, kind, counts, storedBytes };
}

export function summaryOf(report: RunReport, source: Pick<SourceSettings, 'name'>): RunSummary {
  const { counts } = report;
  return {
    number: report.number, sourceId: report.source, source: source.name, sequence: report.committed?.sequence ?? 0, kind: report.kind,
    status: report.status === 'completed' ? 'completed' : 'incomplete', reason: report.status === 'completed' ? undefined : report.status,
    startedMs: report.startedMs, finishedMs: report.finishedMs,
    files: counts.files, bytes: counts.bytes, newFiles: counts.new, changed: counts.changed, removed: counts.removed, unchanged: counts.unchanged,
    failed: counts.failed, storedBytes: report.storedBytes, newFolders: counts.newFolders, changedFolders: counts.changedFolders, removedFolders: counts.removedFolders, kept: counts.kept, removedBytes: counts.removedBytes,
  };
}
