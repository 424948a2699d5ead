import { lstatSync } from 'node:fs';
import { relative } from 'node:path';
import { CodedError } from '../../base/coded-error.js';
import type { RunScope } from '../../core/backup/backup-runner.js';
import type { SourceSettings } from '../../core/backup/source-settings.js';
import { agentErrors } from '../../terms/errors/agent-errors.js';
import type { PathFailure, RunSummary } from '../../wire/verbs/results.js';
import { backUp, type BackupWork } from '../backup-work.js';
import { liesIn, realPlace, sourcesOf } from '../sources.js';
import { toldFailures } from '../told-failures.js';
import { untilMayBegin } from '../until-may-begin.js';
import { installed } from '../workspace.js';
import type { Verb } from './verb.js';

/** Back up now: all sources, or what the given paths name. Sources of one call share a run number. */
export const backupVerb: Verb<'backup'> = async ({ workspace }, { paths }, { signal, onProgress }) => {
  installed(workspace.installation);
  const sources = sourcesOf(workspace);
  if (sources.length === 0) throw CodedError.of(agentErrors, 'agent.no-source', 'no sources');
  const work: readonly Work[] = paths.length === 0 ? sources.map(source => ({ source, scope: { type: 'all' } })) : scopesOf(sources, paths);
  const whole = work.filter(({ scope }) => scope.type === 'all').map(({ source }) => source);
  const [first] = whole;
  if (first && workspace.runHooks) await untilMayBegin(workspace, { subject: first.name, signal, onProgress });
  const hooked = first ? await workspace.runHooks?.begin({ kind: 'manual', sources: whole }, signal) : undefined;
  const runs: RunSummary[] = [];
  const errors: PathFailure[] = [...hooked?.errors ?? []];
  let number = hooked?.number;
  try {
    for (const { source, scope, problems } of [...hooked?.work ?? [], ...work.filter(({ source: { id } }) => !hooked?.skipped.has(id))]) {
      const finished = await backUp(workspace, { source, kind: 'manual', scope, problems, number, signal, onProgress });
      number = finished.number;
      runs.push(finished.summary);
      errors.push(...toldFailures(source, finished.report.failures));
    }
  } finally {
    await hooked?.end(runs, signal);
  }
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
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}
