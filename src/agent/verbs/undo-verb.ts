import { CodedError } from '../../base/coded-error.js';
import type { FileFailure } from '../../core/backup/run-report.js';
import type { Activity } from '../../core/ports/local-catalog-state.js';
import { absolutePath } from '../../core/restore/absolute-path.js';
import { namedSource, type NamedSource } from '../../core/restore/locate-source.js';
import { RestoreReversal } from '../../core/restore/restore-reversal.js';
import { writeItems, type WriteReport } from '../../core/restore/restore-runner.js';
import type { VerbContext } from '../../shell/endpoint/connection.js';
import { restoreErrors } from '../../terms/errors/restore-errors.js';
import type { RunSummary, UndoResult } from '../../wire/verbs/results.js';
import { numberOf } from '../backup-work.js';
import type { Workspace } from '../workspace.js';
import { OperationHistory, detailsOf, type OperationDetails } from './operation-history.js';
import { removeCreated } from './remove-created.js';
import { restoreInTurn } from './restore-in-turn.js';
import { joined, saveScope } from './secure-present.js';
import { upToDate } from './up-to-date.js';
import type { Verb } from './verb.js';

/** Newer restores than this many are looked through for one in place. */
const LOOKED_AT = 1_000;

/**
 * Undoes a restore in place, the last one or the one of a number, once: what it replaced comes back as it was recorded before, what it made is
 * removed unless somebody changed it since. What the restore did not touch is left alone.
 *
 * What was changed since is saved first, so undoing loses nothing either. An undo that was interrupted can be asked for again.
 */
export const undoVerb: Verb<'undo'> = async ({ workspace }, { number }, context) => {
  await upToDate(workspace);
  const { catalog, state } = workspace;
  const history = new OperationHistory(workspace, 'restore', context.action);
  const ended = [...history.ended().values()];
  const rows = undoable(state.activities.list({ kind: 'restore', limit: LOOKED_AT }), number, ended.length > 0);
  if (!rows[0]) return resultOf(ended[0]?.undoes ?? '', ended.map(undoneBefore));
  const undoes = numberOf({ number: rows[0].number, branch: 0 });
  const work = rows.flatMap(row => {
    const known = catalog.source(row.source);
    return known ? [{ row, source: namedSource(known) }] : [];
  });
  for (const { row: { source, details }, source: { definition } } of work) {
    const { name, paths } = details as { name: string; paths: string[] };
    history.begin(source, { name, paths, to: definition.root, undoes });
  }
  try {
    const undone: Undone[] = ended.map(undoneBefore);
    for (const { row, source } of work) {
      const one = await undoRow(workspace, row, source, context);
      const { files, directories, bytes, unchanged, removed } = one;
      const isUndone = { ...row, details: { ...detailsOf(row), undone: true } };
      history.finish(source.id, { files, directories, bytes, unchanged, removed, failed: one.failures.length }, one.failures, { also: [isUndone] });
      undone.push(one);
    }
    return resultOf(undoes, undone);
  } catch (failure) {
    history.fail(failure, context.signal.aborted);
    throw failure;
  }
};

interface Undone extends Pick<WriteReport, 'files' | 'directories' | 'bytes'> {
  readonly unchanged: number;
  readonly removed: number;
  readonly dropped: readonly string[];
  readonly failures: readonly FileFailure[]; // paths as the person writes them
  readonly savedBefore: RunSummary | undefined;
}

/** What an earlier call for the same action has undone. */
function undoneBefore({ counts, errors = [] }: OperationDetails): Undone {
  const { files = 0, directories = 0, bytes = 0, unchanged = 0, removed = 0 } = counts ?? {};
  return { files, directories, bytes, unchanged, removed, dropped: [], failures: errors, savedBefore: undefined };
}

/** The rows of the restore that is meant and not undone yet; none only if `mayBeDone`. @throws CodedError restore.nothing-to-undo */
function undoable(newestFirst: readonly Activity[], number: string | undefined, mayBeDone: boolean): readonly Activity[] {
  const isUndoable = (row: Activity) => (detailsOf(row).states ?? []).length > 0;
  const meant = newestFirst.find(row => isUndoable(row) && (number === undefined || Number(number.split('-')[0]) === row.number));
  const rows = newestFirst.filter(row => row.number === meant?.number && isUndoable(row) && !detailsOf(row).undone);
  if (rows.length > 0 || (meant && mayBeDone)) return rows;
  throw CodedError.of(restoreErrors, 'restore.nothing-to-undo', meant ? `${numberOf(meant)} was undone` : 'no restore in place', { data: { number: number ?? '' } });
}

async function undoRow(workspace: Workspace, row: Activity, source: NamedSource, context: VerbContext): Promise<Undone> {
  const { catalog } = workspace;
  const { root } = source.definition;
  const states = detailsOf(row).states ?? [];
  const reversals = states.map(state => new RestoreReversal(catalog, { ...state, source: source.id }));
  const write = (items: RestoreReversal['written'] | RestoreReversal['replaced'], dryRun: boolean, reversal: RestoreReversal) =>
    restoreInTurn(workspace, source, context, (session, shared) => writeItems(session, items.call(reversal), {
      ...shared, target: root, overwrite: 'if-changed', dryRun, replaceOtherKinds: true,
    }));

  let isTouched = false;
  for (const reversal of reversals) {
    const { files, failed } = await write(reversal.written, true, reversal);
    isTouched ||= files > 0 || failed > 0;
  }
  const { run } = isTouched ? await saveScope(workspace, source, states.map(({ path }) => path), context) : { run: undefined };

  const total = { files: 0, directories: 0, bytes: 0, unchanged: 0, removed: 0 };
  const failures: FileFailure[] = [];
  const dropped: string[] = [];
  for (const [index, reversal] of reversals.entries()) {
    const { removed, changed } = removeCreated(root, reversal.created(), context.signal);
    failures.push(...changed.map(path => ({ path: joined(root, path), code: 'restore.changed-since', message: '' })));
    const report = await write(reversal.replaced, false, reversal);
    failures.push(...report.failures.map(failure => ({ ...failure, path: joined(root, failure.path) })));
    total.files += report.files;
    total.directories += report.directories;
    total.bytes += report.bytes;
    total.unchanged += report.skipped;
    total.removed += removed;
    const { path, before } = states[index] as (typeof states)[number];
    if (before > 0) dropped.push(...[...catalog.droppedAt(source.id, path, before)].map(found => absolutePath(source.definition, found.path)));
  }
  return { ...total, dropped, failures, savedBefore: run };
}

function resultOf(number: string, undone: readonly Undone[]): UndoResult {
  const sum = (value: (one: Undone) => number) => undone.reduce((total, one) => total + value(one), 0);
  const errors = undone.flatMap(({ failures }) => failures);
  return {
    number, files: sum(one => one.files), directories: sum(one => one.directories), bytes: sum(one => one.bytes), unchanged: sum(one => one.unchanged),
    removed: sum(one => one.removed), failed: errors.length, dropped: undone.flatMap(one => one.dropped), errors,
    savedBefore: undone.findLast(one => one.savedBefore)?.savedBefore,
  };
}
