import { mkdirSync } from 'node:fs';
import { basename } from 'node:path';
import { CodedError } from '../../base/coded-error.js';
import { encodePath } from '../../base/path-bytes.js';
import { absolutePath } from '../../core/restore/absolute-path.js';
import { locatePath, type LocatedPath } from '../../core/restore/locate-source.js';
import { parseWhen } from '../../core/restore/parse-when.js';
import { restorePath, sequenceOf, type PointInTime, type RestoreReport } from '../../core/restore/restore-runner.js';
import { isOnNetwork } from '../../platform/trees/network-drive.js';
import { restoreErrors } from '../../terms/errors/restore-errors.js';
import { restoreFileErrors } from '../../terms/errors/restore-file-errors.js';
import type { PathFailure, RestoreResult } from '../../wire/verbs/results.js';
import type { VerbParams } from '../../wire/verbs/verb-table.js';
import type { VerbContext } from '../../shell/endpoint/connection.js';
import { liesOnNetwork } from '../network-drives.js';
import { liesIn, realPlace, sourcesOf } from '../sources.js';
import type { Workspace } from '../workspace.js';
import { OperationHistory, type OperationCounts, type OperationDetails } from './operation-history.js';
import { restoreInTurn } from './restore-in-turn.js';
import { joined, securePresent, type Secured } from './secure-present.js';
import type { Verb } from './verb.js';
import { upToDate } from './up-to-date.js';

/**
 * Restores paths one after another, elsewhere (`to`) or in place.
 *
 * In place, what is there now is secured first (secure-present.ts), for all paths before the first is written; if that fails, nothing is overwritten.
 * Which version is meant is decided before that, since a run made for it would otherwise be the newest itself.
 *
 * `always` replaces whatever has the name, whatever its kind: in place everything, because it was saved; elsewhere no folder by a file, because
 * what lies in it was not.
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
  const target = params.to ?? (wanted[0] as Wanted).target;
  if (params.dryRun) {
    const reports: Restored[] = [];
    for (const item of wanted) reports.push({ ...item, report: await restoreOne(workspace, item, [], params, context) });
    return { ...resultOf(reports), dryRun: true, target };
  }
  const bySource = Map.groupBy(wanted, ({ located }) => located.source.id);
  const history = new OperationHistory(workspace, 'restore', context.action);
  const ended = history.ended();
  const open = [...bySource].filter(([source]) => !ended.has(source));
  for (const [source, items] of open) {
    const described = describe(items, params);
    history.begin(source, { ...described, onNetwork: await toNetwork(workspace, source, described.to, params) });
  }
  try {
    const secured = await secureAll(workspace, open.flatMap(([, items]) => items), params, context);
    for (const [source, items] of open) history.note(source, { states: statesOf(items, secured, history.statesOf(source)) });
    const reports: Restored[] = [];
    for (const [source, items] of open) {
      const ofSource: Restored[] = [];
      for (const item of items) {
        makeTarget(item.target);
        ofSource.push({ ...item, report: await restoreOne(workspace, item, secured.get(item)?.yielding ?? [], params, context) });
      }
      const { files, directories, bytes, unchanged, failed, errors } = resultOf(ofSource);
      history.finish(source, { files, directories, bytes, unchanged, failed }, errors);
      reports.push(...ofSource);
    }
    return { ...withEnded(resultOf(reports), [...ended.values()]), dryRun: false, target, number: history.number, savedBefore: [...secured.values()].findLast(({ run }) => run)?.run };
  } catch (failure) {
    history.fail(failure, context.signal.aborted);
    throw failure;
  }
};

interface Wanted {
  readonly located: LocatedPath;
  readonly target: string;
  readonly sequence: number;
}

interface Restored extends Wanted {
  readonly report: RestoreReport & { readonly unchanged: number };
}

/** @throws CodedError `restore.target-unusable` when something that is no folder is in the way, or it may not be made */
function makeTarget(target: string): void {
  try {
    mkdirSync(encodePath(target), { recursive: true });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw CodedError.of(restoreFileErrors, 'restore.target-unusable', `${target} (${code})`, { data: { target, errno: code ?? null }, cause });
  }
}

async function secureAll(workspace: Workspace, wanted: readonly Wanted[], { to, overwrite, nearest }: VerbParams<'restore'>, context: VerbContext): Promise<ReadonlyMap<Wanted, Secured>> {
  const secured = new Map<Wanted, Secured>();
  if (to !== undefined || overwrite === 'never') return secured;
  for (const item of wanted) secured.set(item, await securePresent(workspace, { ...item, nearest, overwrite }, context));
  return secured;
}

/** Whether a restore writes to a network drive: that of the source, or another one. */
async function toNetwork(workspace: Workspace, source: string, folder: string, { to }: VerbParams<'restore'>): Promise<boolean> {
  return to === undefined ? liesOnNetwork(workspace, { id: source, root: folder }) : await isOnNetwork(folder) ?? false;
}

function describe(items: readonly Wanted[], { to }: VerbParams<'restore'>) {
  const { definition } = (items[0] as Wanted).located.source;
  return { name: definition.name, paths: items.map(({ located }) => absolutePath(definition, located.path)), to: to ?? definition.root };
}

/** What was noted before a crash counts: what was there then is what an undo brings back. */
function statesOf(items: readonly Wanted[], secured: ReadonlyMap<Wanted, Secured>, noted: ReturnType<OperationHistory['statesOf']>) {
  return items.flatMap(item => {
    const { located: { path }, sequence } = item;
    const before = secured.get(item)?.before;
    return noted.find(state => state.path === path) ?? (before === undefined ? [] : [{ path, restored: sequence, before }]);
  });
}

async function restoreOne(workspace: Workspace, { located, target, sequence }: Wanted, yielding: readonly string[], params: VerbParams<'restore'>, context: VerbContext): Promise<Restored['report']> {
  const { nearest, overwrite, dryRun, to } = params;
  const report = await restoreInTurn(workspace, located.source, context, (session, shared) => restorePath(session, workspace.catalog, {
    ...shared, located, sequence, nearest, target, inPlace: to === undefined, overwrite, dryRun, replaceOtherKinds: overwrite === 'always', yieldingFolders: yielding,
  }));
  return overwrite === 'if-changed' ? { ...report, unchanged: report.skipped, skipped: 0 } : { ...report, unchanged: 0 };
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

/** With what an earlier call for the same action has restored. */
function withEnded(result: Omit<RestoreResult, 'dryRun' | 'target'>, ended: readonly OperationDetails[]): typeof result {
  const sum = (name: keyof OperationCounts) => ended.reduce((total, { counts }) => total + (counts?.[name] ?? 0), 0);
  return {
    ...result, files: result.files + sum('files'), directories: result.directories + sum('directories'), bytes: result.bytes + sum('bytes'),
    unchanged: result.unchanged + sum('unchanged'), failed: result.failed + sum('failed'), errors: [...ended.flatMap(({ errors = [] }) => errors), ...result.errors],
  };
}

function resultOf(restored: readonly Restored[]): Omit<RestoreResult, 'dryRun' | 'target'> {
  const sum = (value: (report: Restored['report']) => number) => restored.reduce((total, { report }) => total + value(report), 0);
  return {
    files: sum(report => report.files), directories: sum(report => report.directories), bytes: sum(report => report.bytes),
    skipped: sum(report => report.skipped), unchanged: sum(report => report.unchanged), failed: sum(report => report.failed),
    dropped: restored.flatMap(({ report, located: { source } }) => report.dropped.map(path => absolutePath(source.definition, path))),
    errors: restored.flatMap(({ report, target }) => report.failures.map(({ path, code, message }): PathFailure => ({ path: joined(target, path), code, message }))),
  };
}
