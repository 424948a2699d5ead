import { lstatSync } from 'node:fs';
import { relative } from 'node:path';
import { wasCancelled } from '../../base/cancellation.js';
import { CodedError } from '../../base/coded-error.js';
import { encodePath } from '../../base/path-bytes.js';
import type { RunScope } from '../../core/backup/backup-runner.js';
import type { SourceSettings } from '../../core/backup/source-settings.js';
import { agentErrors } from '../../terms/errors/agent-errors.js';
import type { PathFailure, RunSummary } from '../../wire/verbs/results.js';
import { backUp, type BackupWork } from '../backup-work.js';
import { recordNotBegun } from '../slot-history.js';
import { liesIn, realPlace, sourcesOf } from '../sources.js';
import { toldFailures } from '../told-failures.js';
import { untilMayBegin } from '../until-may-begin.js';
import { installed } from '../workspace.js';
import { activityRow } from './runs-verbs.js';
import { endedBackups, partOf } from './ended-backups.js';
import type { Verb } from './verb.js';

/**
 * Back up now: all sources, or what the given paths name. Sources of one call share a run number.
 *
 * A source that fails as a whole keeps none of the others from being backed up: it is among the runs with its reason, and among the errors with its folder. Where nothing could be backed up at all, the first failure is
 * thrown. For an action that died before, what came to its end is not done again, and the rest goes on under its number. When it is interrupted, the history says of the sources that were not begun that they were not run.
 */
export const backupVerb: Verb<'backup'> = async ({ workspace }, { paths }, { signal, onProgress, action }) => {
  installed(workspace.installation);
  const sources = sourcesOf(workspace);
  if (sources.length === 0) throw CodedError.of(agentErrors, 'agent.no-source', 'no sources');
  const wanted: readonly Work[] = paths.length === 0 ? sources.map(source => ({ source, scope: { type: 'all' } })) : scopesOf(sources, paths);
  const { left, ...ended } = endedBackups(workspace, wanted, action);
  if (left.length === 0 && ended.failures.length < wanted.length) return { runs: ended.runs, errors: ended.errors };
  const whole = left.filter(({ scope }) => scope.type === 'all').map(({ source }) => source);
  const [first] = whole;
  if (first && workspace.runHooks) await untilMayBegin(workspace, { subject: first.name, signal, onProgress });
  const hooked = first ? await workspace.runHooks?.begin({ kind: 'manual', sources: whole }, signal) : undefined;
  const work: readonly Work[] = [...hooked?.work ?? [], ...left.filter(({ source: { id } }) => !hooked?.skipped.has(id))];
  const runs: RunSummary[] = [...ended.runs];
  const failures: CodedError[] = [...ended.failures];
  const errors: PathFailure[] = [...hooked?.errors ?? [], ...ended.errors];
  let number = hooked?.number;
  try {
    for (const [index, { source, scope, problems }] of work.entries()) {
      try {
        const { summary, report } = await backUp(workspace, { source, kind: 'manual', scope, problems, number, begunFor: action === undefined ? undefined : { action, part: partOf({ source, scope }) }, onNumber: taken => (number = taken), signal, onProgress });
        runs.push(summary);
        errors.push(...toldFailures(source, report.failures));
      } catch (failure) {
        if (!(failure instanceof CodedError)) {
          const goesOn = action !== undefined && signal.aborted; // at the next start
          if (!goesOn && wasCancelled(failure)) recordNotBegun(workspace, work.slice(index + 1).map(({ source: left }) => left), number);
          throw failure;
        }
        failures.push(failure);
        const { code, message } = failure;
        const row = workspace.state.activities.lastEnded(source.id);
        if (row) runs.push(activityRow(row));
        errors.push({ path: source.root, code, message });
      }
    }
  } finally {
    await hooked?.end(runs, signal);
  }
  if (failures[0] && failures.length === work.length + ended.runs.length) throw failures[0];
  return { runs, errors };
};

type Work = Pick<BackupWork, 'source' | 'scope' | 'problems'>;

/** What the paths mean source by source: a whole source, folders with all below, or single files. */
function scopesOf(sources: readonly SourceSettings[], paths: readonly string[]): { source: SourceSettings; scope: RunScope }[] {
  const bySource = new Map<SourceSettings, { folders: string[]; files: string[] }>();
  for (const path of paths) {
    const place = isLink(path) ? path : realPlace(path);
    const source = sources.find(({ root }) => liesIn(place, root));
    if (!source) throw CodedError.of(agentErrors, 'source.unknown', `${path} lies in no source`, { data: { source: path } });
    const wanted = bySource.get(source) ?? { folders: [], files: [] };
    bySource.set(source, wanted);
    const below = relative(source.root, place).replaceAll('\\', '/');
    (isFolder(place) ? wanted.folders : wanted.files).push(below);
  }
  return [...bySource].flatMap(([source, { folders, files }]): { source: SourceSettings; scope: RunScope }[] => {
    if (folders.includes('')) return [{ source, scope: { type: 'all' } }];
    return [
      ...(folders.length > 0 ? [{ source, scope: { type: 'folders', folders } as const }] : []),
      ...(files.length > 0 ? [{ source, scope: { type: 'paths', paths: files } as const }] : []),
    ];
  });
}

function isFolder(path: string): boolean {
  return lstatSync(encodePath(path), { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isLink(path: string): boolean {
  return lstatSync(encodePath(path), { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}
