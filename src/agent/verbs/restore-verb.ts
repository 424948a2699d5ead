import { lstatSync, mkdirSync } from 'node:fs';
import { basename } from 'node:path';
import { CodedError } from '../../base/coded-error.js';
import { encodePath } from '../../base/path-bytes.js';
import type { RunScope } from '../../core/backup/backup-runner.js';
import { locatePath, type LocatedPath } from '../../core/restore/locate-source.js';
import { parseWhen } from '../../core/restore/parse-when.js';
import { restorePath, sequenceOf, type PointInTime, type RestoreReport } from '../../core/restore/restore-runner.js';
import { restoreErrors } from '../../terms/errors/restore-errors.js';
import type { PathFailure, RestoreResult, RunSummary } from '../../wire/verbs/results.js';
import type { VerbParams } from '../../wire/verbs/verb-table.js';
import type { VerbContext } from '../../shell/endpoint/connection.js';
import { backUp, summaryOf } from '../backup-work.js';
import { liesIn, realPlace, sourcesOf } from '../sources.js';
import { tellProgress } from '../tell-progress.js';
import type { Workspace } from '../workspace.js';
import type { Verb } from './verb.js';
import { upToDate } from './up-to-date.js';

/**
 * Restores paths one after another, elsewhere (`to`) or in place.
 *
 * In place, what is there now is saved as a run of kind `restore` first, so that restoring loses nothing; if that fails, nothing is overwritten. Which
 * version is meant is decided before that run, which would otherwise be the newest itself.
 */
export const restoreVerb: Verb<'restore'> = async ({ workspace }, params, context) => {
  await upToDate(workspace);
  const { catalog, device, clock } = workspace;
  const point: PointInTime = params.version !== undefined ? { type: 'version', sequence: params.version }
    : params.at !== undefined ? { type: 'time', atMs: parseWhen(params.at, clock.nowMs()) }
    : { type: 'latest' };
  const wanted = params.paths.map((path): Wanted => {
    const located = locatePath(catalog, path, params, device);
    return { located, target: targetOf(workspace, located, params), sequence: sequenceOf(catalog, located, point) };
  });
  let savedBefore: RunSummary | undefined;
  if (params.to === undefined && !params.dryRun && params.overwrite !== 'never') savedBefore = await saveBefore(workspace, wanted, context);
  const reports: Restored[] = [];
  for (const item of wanted) {
    if (!params.dryRun) mkdirSync(encodePath(item.target), { recursive: true });
    reports.push({ ...item, report: await restoreOne(workspace, item, params, context) });
  }
  return resultOf(reports, params.to ?? (wanted[0] as Wanted).target, params.dryRun, savedBefore);
};

interface Wanted {
  readonly located: LocatedPath;
  readonly target: string;
  readonly sequence: number;
}

interface Restored extends Wanted {
  readonly report: RestoreReport;
}

function restoreOne(workspace: Workspace, { located, target, sequence }: Wanted, params: VerbParams<'restore'>, { signal, onProgress }: VerbContext): Promise<RestoreReport> {
  const { vault, queue, catalog, clock } = workspace;
  return queue.add({
    subject: located.source.definition.name, kind: 'restore', signal,
    run: async ({ signal: stop, show }) => {
      const { session } = await vault.use();
      return restorePath(session, catalog, {
        located, sequence, nearest: params.nearest, target, inPlace: params.to === undefined, overwrite: params.overwrite, dryRun: params.dryRun,
        restoreOwner: process.getuid?.() === 0, signal: stop,
        onJob: job => {
          show(job);
          tellProgress(clock, job, 'restoring', located.source.definition.name, onProgress);
        },
      });
    },
  });
}

/** The source's own place, or the folder into which the path goes under its own name. */
function targetOf(workspace: Workspace, { source, path }: LocatedPath, { to }: VerbParams<'restore'>): string {
  const { root, name, device } = source.definition;
  if (to === undefined) {
    const ours = sourcesOf(workspace).some(({ id }) => id === source.id) || (device === workspace.device && realPlace(root) === root);
    if (!ours) throw CodedError.of(restoreErrors, 'restore.needs-target', `${root} belongs to ${device}`, { data: { device } });
    return root;
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

async function saveBefore(workspace: Workspace, wanted: readonly Wanted[], { signal, onProgress }: VerbContext): Promise<RunSummary | undefined> {
  let last: RunSummary | undefined;
  for (const { located: { source, path } } of wanted) {
    const settings = sourcesOf(workspace).find(({ id }) => id === source.id);
    if (!settings) continue;
    const finished = await backUp(workspace, { source: settings, kind: 'restore', scope: scopeAt(settings.root, path), signal, onProgress });
    if (finished.report.committed) last = summaryOf(finished.report, settings);
  }
  return last;
}

/** A folder is saved with all that is in it now, a file or what is gone by itself. */
function scopeAt(root: string, path: string): RunScope {
  if (path === '') return { type: 'all' };
  const isFolder = lstatSync(encodePath(joined(root, path)), { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isFolder ? { type: 'folders', folders: [path] } : { type: 'paths', paths: [path] };
}

function resultOf(restored: readonly Restored[], target: string, dryRun: boolean, savedBefore: RunSummary | undefined): RestoreResult {
  const sum = (value: (report: RestoreReport) => number) => restored.reduce((total, { report }) => total + value(report), 0);
  return {
    files: sum(report => report.files), directories: sum(report => report.directories), bytes: sum(report => report.bytes),
    skipped: sum(report => report.skipped), failed: sum(report => report.failed), dryRun, target,
    dropped: restored.flatMap(({ report, located: { source } }) => report.dropped.map(path => joined(source.definition.root, path))),
    errors: restored.flatMap(({ report, target }) => report.failures.map(({ path, code, message }): PathFailure => ({ path: joined(target, path), code, message }))),
    savedBefore,
  };
}
