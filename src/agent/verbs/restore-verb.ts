import { mkdirSync } from 'node:fs';
import { basename } from 'node:path';
import { CodedError } from '../../base/coded-error.js';
import { locatePath, type LocatedPath } from '../../core/restore/locate-source.js';
import { parseWhen } from '../../core/restore/parse-when.js';
import { restorePath, type PointInTime, type RestoreReport } from '../../core/restore/restore-runner.js';
import { parentFolder } from '../../core/watch/folders.js';
import { restoreErrors } from '../../terms/errors/restore-errors.js';
import type { PathFailure, RestoreResult, RunSummary } from '../../wire/verbs/results.js';
import type { VerbParams } from '../../wire/verbs/verb-table.js';
import type { VerbContext } from '../../shell/endpoint/connection.js';
import { backUp, summaryOf } from '../backup-work.js';
import { liesIn, realPlace, sourcesOf } from '../sources.js';
import type { Workspace } from '../workspace.js';
import type { Verb } from './verb.js';
import { upToDate } from './up-to-date.js';

/**
 * Restores paths one after another, elsewhere (`to`) or in place.
 *
 * In place, what is there now is saved as a run of kind `restore` first, so that restoring loses nothing; if that fails, nothing is overwritten.
 */
export const restoreVerb: Verb<'restore'> = async ({ workspace }, params, context) => {
  await upToDate(workspace);
  const { catalog, device, clock } = workspace;
  const point: PointInTime = params.version !== undefined ? { type: 'version', sequence: params.version }
    : params.at !== undefined ? { type: 'time', atMs: parseWhen(params.at, clock.nowMs()) }
    : { type: 'latest' };
  const located = params.paths.map(path => locatePath(catalog, path, params, device));
  const targets = located.map(item => targetOf(workspace, item, params));
  let savedBefore: RunSummary | undefined;
  if (params.to === undefined && !params.dryRun && params.overwrite !== 'never') savedBefore = await saveBefore(workspace, located, context);
  const reports: { readonly report: RestoreReport; readonly located: LocatedPath }[] = [];
  for (const [at, item] of located.entries()) {
    const target = targets[at] as string;
    if (!params.dryRun) mkdirSync(target, { recursive: true });
    reports.push({ report: await restoreOne(workspace, item, target, point, params, context), located: item });
  }
  return resultOf(reports, params.to ?? (targets[0] as string), params.dryRun, savedBefore);
};

function restoreOne(workspace: Workspace, located: LocatedPath, target: string, point: PointInTime, params: VerbParams<'restore'>, { signal, onProgress }: VerbContext): Promise<RestoreReport> {
  const { vault, queue, catalog, clock } = workspace;
  return queue.add({
    subject: located.source.definition.name, kind: 'restore', signal,
    run: async ({ signal: stop, show }) => {
      const { session } = await vault.use();
      return restorePath(session, catalog, {
        located, point, nearest: params.nearest, target, overwrite: params.overwrite, dryRun: params.dryRun,
        restoreOwner: process.getuid?.() === 0, signal: stop,
        onJob: job => {
          show(job);
          const tell = () => {
            if (stopped) return;
            const { currentPath, walkComplete, ...counts } = job.progress();
            onProgress({ step: 'restoring', subject: located.source.definition.name, ...counts, totalsFinal: walkComplete, currentPath: currentPath?.toString('utf8') });
            clock.after(100, tell, { unref: true });
          };
          let stopped = false;
          tell();
          void job.result.catch(() => undefined).finally(() => {
            stopped = true;
          });
        },
      });
    },
  });
}

/** The folder into which the path goes under its own name. */
function targetOf(workspace: Workspace, { source, path }: LocatedPath, { to }: VerbParams<'restore'>): string {
  const { root, name, device } = source.definition;
  if (to === undefined) {
    const ours = sourcesOf(workspace).some(({ id }) => id === source.id) || (device === workspace.device && realPlace(root) === root);
    if (!ours) throw CodedError.of(restoreErrors, 'restore.needs-target', `${root} belongs to ${device}`, { data: { device } });
    return path === '' ? root : joined(root, parentFolder(path));
  }
  const vault = workspace.installation?.vault.location;
  if (vault !== undefined && liesIn(realPlace(to), realPlace(vault))) throw CodedError.of(restoreErrors, 'restore.inside-vault', to, { data: { to } });
  return path === '' ? joined(to, ownName(root, name)) : to;
}

/** The last part of a root's path, of either platform; a drive or "/" goes by the source's name. */
function ownName(root: string, name: string): string {
  const last = basename(root.replaceAll('\\', '/'));
  return last === '' || last.endsWith(':') ? name.replace(/[/\\:]/g, '_') : last;
}

function joined(folder: string, below: string): string {
  return below === '' ? folder : `${folder.replace(/\/+$/, '')}/${below}`;
}

async function saveBefore(workspace: Workspace, located: readonly LocatedPath[], { signal, onProgress }: VerbContext): Promise<RunSummary | undefined> {
  let last: RunSummary | undefined;
  for (const { source, path } of located) {
    const settings = sourcesOf(workspace).find(({ id }) => id === source.id);
    if (!settings) continue;
    const finished = await backUp(workspace, { source: settings, kind: 'restore', scope: { type: 'paths', paths: [path] }, signal, onProgress });
    if (finished.report.committed) last = summaryOf(finished.report, settings);
  }
  return last;
}

function resultOf(reports: readonly { readonly report: RestoreReport; readonly located: LocatedPath }[], target: string, dryRun: boolean, savedBefore: RunSummary | undefined): RestoreResult {
  const sum = (value: (report: RestoreReport) => number) => reports.reduce((total, { report }) => total + value(report), 0);
  const absolute = ({ source }: LocatedPath, path: string) => joined(source.definition.root, path);
  return {
    files: sum(report => report.files), directories: sum(report => report.directories), bytes: sum(report => report.bytes),
    skipped: sum(report => report.skipped), failed: sum(report => report.failed), dryRun, target,
    dropped: reports.flatMap(({ report, located }) => report.dropped.map(path => absolute(located, path))),
    errors: reports.flatMap(({ report }): PathFailure[] => report.failures.map(({ path, code, message }) => ({ path, code, message }))),
    savedBefore,
  };
}
