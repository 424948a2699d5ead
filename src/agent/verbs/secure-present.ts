import { lstatSync } from 'node:fs';
import { encodePath } from '../../base/path-bytes.js';
import type { RunScope } from '../../core/backup/backup-runner.js';
import { decodeRecord } from '../../core/catalog/record-codec.js';
import type { LocatedPath, NamedSource } from '../../core/restore/locate-source.js';
import { restorePath } from '../../core/restore/restore-runner.js';
import type { VerbContext } from '../../shell/endpoint/connection.js';
import type { RunSummary } from '../../wire/verbs/results.js';
import { backUp, summaryOf } from '../backup-work.js';
import { sourcesOf } from '../sources.js';
import type { Workspace } from '../workspace.js';
import { isAsRecorded, presentEntry } from './present-entry.js';
import { restoreInTurn } from './restore-in-turn.js';
import { yieldingFolders } from './yielding-folders.js';

/** A path that is about to be restored in place. */
export interface InPlace {
  readonly located: LocatedPath;
  readonly sequence: number;
  readonly nearest: boolean;
  readonly overwrite: 'if-changed' | 'always';
}

/** How the present state of a path can be had again. */
export interface Secured {
  /** The sequence at which the vault has the present state; undefined: nothing will change, or nothing could be saved. */
  readonly before?: number | undefined;
  /** The run that was made for it, if one was needed. */
  readonly run?: RunSummary | undefined;
  /** Folders that may give way to files. */
  readonly yielding: readonly string[];
}

/**
 * Makes sure that what a restore in place will change can be had again, before anything is written.
 *
 * No run is made where the restore will change nothing, and where a file is already a version; `if-changed` goes by size and time for that, as it
 * does for what it overwrites. `always` trusts neither, so it always looks at the content. Fails as a backup does: then nothing may be overwritten.
 */
export async function securePresent(workspace: Workspace, item: InPlace, context: VerbContext): Promise<Secured> {
  const { located: { source, path }, overwrite } = item;
  const settings = sourcesOf(workspace).find(({ id }) => id === source.id);
  if (!settings) return { yielding: [] };
  if (overwrite === 'if-changed') {
    const survey = await dryRun(workspace, item, context);
    if (survey.files === 0 && survey.failed === 0) return { yielding: [] };
    const version = versionOnDisk(workspace, item.located);
    if (version !== undefined) return { before: version, yielding: [] };
  }
  const saved = await saveScope(workspace, source, [path], context);
  if (overwrite === 'if-changed') return { ...saved, yielding: [] };
  const { failures } = await dryRun(workspace, item, context);
  const occupied = failures.filter(({ code }) => code === 'restore.target-occupied').map(failure => failure.path);
  return { ...saved, yielding: await yieldingFolders(workspace, source.id, settings.root, occupied) };
}

/** Saves what is at paths of a source now, as a run of kind `restore`; without a run where the newest one has it all. */
export async function saveScope(workspace: Workspace, { id }: NamedSource, paths: readonly string[], { signal, onProgress }: VerbContext): Promise<{ readonly before?: number; readonly run?: RunSummary }> {
  const settings = sourcesOf(workspace).find(source => source.id === id);
  if (!settings) return {};
  const { report } = await backUp(workspace, { source: settings, kind: 'restore', scope: scopeAt(settings.root, paths), signal, onProgress });
  if (!report.committed) return { before: workspace.catalog.source(id)?.lastSequence ?? 0 };
  return { before: report.committed.sequence, run: summaryOf(report, settings) };
}

function dryRun(workspace: Workspace, { located, sequence, nearest, overwrite }: InPlace, context: VerbContext) {
  return restoreInTurn(workspace, located.source, context, (session, { restoreOwner, signal }) => restorePath(session, workspace.catalog, {
    located, sequence, nearest, overwrite, target: located.source.definition.root, inPlace: true, dryRun: true, replaceOtherKinds: overwrite === 'always', restoreOwner, signal,
  }));
}

/** The newest version that a single file is at present. */
function versionOnDisk({ catalog }: Workspace, { source, path }: LocatedPath): number | undefined {
  const place = joined(source.definition.root, path);
  const present = presentEntry(place);
  if (!present || present.isDirectory()) return undefined;
  return catalog.history(source.id, path).findLast(item => item.kind === 'version' && isAsRecorded(place, present, decodeRecord(item.record)))?.sequence;
}

/** A folder is saved with all that is in it now, a file or what is gone by itself. */
function scopeAt(root: string, paths: readonly string[]): RunScope {
  if (paths.includes('')) return { type: 'all' };
  const isFolder = (path: string) => lstatSync(encodePath(joined(root, path)), { throwIfNoEntry: false })?.isDirectory() ?? false;
  return paths.some(isFolder) ? { type: 'folders', folders: paths.filter(isFolder) } : { type: 'paths', paths };
}

export function joined(folder: string, below: string): string {
  return below === '' ? folder : `${folder.replace(/\/+$/, '')}/${below}`;
}
