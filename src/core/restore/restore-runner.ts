import { CodedError } from '../../base/coded-error.js';
import { decodePath, encodePath } from '../../base/path-bytes.js';
import { restoreErrors } from '../../terms/errors/restore-errors.js';
import { finished } from '../backup/finished-job.js';
import type { VaultSession } from '../backup/vault-session.js';
import type { FileFailure } from '../backup/run-report.js';
import { itemAt } from '../catalog/history-item.js';
import type { CatalogReader, RunKind } from '../ports/catalog.js';
import type { EngineJob, RecordBatch, RestoreOutcome } from '../ports/engine.js';
import { parentFolder } from '../watch/folders.js';
import type { RelativePath } from '../watch/source-event.js';
import { unknownPath, type LocatedPath, type NamedSource } from './locate-source.js';
import { itemsBelow, nearestVersion, singleItem } from './restore-items.js';

/** Which state of a path is wanted. */
export type PointInTime =
  | { readonly type: 'latest' }
  | { readonly type: 'version'; readonly sequence: number }
  | { readonly type: 'time'; readonly atMs: number };

/** How items are written. */
export interface WriteRequest {
  /** Absolute, existing folder: the source's own place, or the folder into which the path goes under its own name. */
  readonly target: string;
  readonly overwrite: 'never' | 'if-changed' | 'always';
  readonly dryRun: boolean;
  readonly restoreOwner: boolean;
  /** Files and links in the way of a folder give way to it. */
  readonly replaceOtherKinds?: boolean | undefined;
  /** Folders, relative to `target`, that give way to a file; what lies in them is deleted. */
  readonly yieldingFolders?: readonly RelativePath[] | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onJob?: ((job: EngineJob<RestoreOutcome>) => void) | undefined;
}

export interface RestoreRequest extends WriteRequest {
  readonly located: LocatedPath;
  /** What `sequenceOf` answered, before the present state was saved as a further run. */
  readonly sequence: number;
  readonly nearest: boolean;
  /** In place the folders above the path are entered by the engine, which follows no link, and not taken as part of the target. */
  readonly inPlace: boolean;
}

export interface WriteReport extends RestoreOutcome {
  readonly failures: readonly FileFailure[];
}

export interface RestoreReport extends WriteReport {
  /** Paths, relative to the source, whose version of that time was dropped. */
  readonly dropped: readonly string[];
}

/** Failures that are listed one by one; the count stays exact. */
const MAX_LISTED = 10_000;

/** Restores one path and everything below it, as `writeItems` does. */
export async function restorePath(session: VaultSession, catalog: CatalogReader, request: RestoreRequest): Promise<RestoreReport> {
  const { located: { source, path }, sequence: at, nearest } = request;
  const dropped = [...catalog.droppedAt(source.id, path, at)].map(found => found.path);
  return { ...await writeItems(session, itemsOf(catalog, request, dropped), request), dropped: nearest ? [] : dropped };
}

/**
 * Writes items, in stream order, below a folder.
 *
 * Per-file failures do not end it. Nothing is written outside `target`. Aborting rejects with the signal's reason and leaves what was finished.
 */
export async function writeItems(session: VaultSession, items: Generator<RecordBatch>, request: WriteRequest): Promise<WriteReport> {
  const failures: FileFailure[] = [];
  const job = session.vault.restore({
    index: session.index,
    source: session.blobs,
    target: encodePath(request.target),
    nextItems: () => {
      const next = items.next();
      return next.done ? undefined : next.value;
    },
    overwrite: request.overwrite,
    dryRun: request.dryRun,
    restoreOwner: request.restoreOwner,
    replaceOtherKinds: request.replaceOtherKinds ?? false,
    yieldingFolders: (request.yieldingFolders ?? []).map(encodePath),
    onErrors: errors => {
      for (const failure of errors) if (failures.length < MAX_LISTED) failures.push({ path: decodePath(failure.path), code: failure.error.code, message: failure.error.message });
    },
  });
  request.onJob?.(job);
  try {
    return { ...await finished(job, request.signal), failures };
  } finally {
    items.return(undefined);
  }
}

/** The sequence at which a path is to be looked at. @throws CodedError restore.unknown-path, restore.unknown-version */
export function sequenceOf(catalog: CatalogReader, { source, path }: LocatedPath, point: PointInTime): number {
  switch (point.type) {
    case 'latest': return lastPresent(catalog, source, path);
    case 'time': {
      const sequence = catalog.sequenceAt(source.id, point.atMs);
      if (sequence === undefined || !catalog.stateAt(source.id, path, sequence)) throw unknownPath(path);
      return sequence;
    }
    case 'version': {
      const item = catalog.stateAt(source.id, path, point.sequence);
      if (!item || item.kind === 'tombstone' || point.sequence > source.lastSequence) {
        throw CodedError.of(restoreErrors, 'restore.unknown-version', `no version ${point.sequence} of ${path}`, { data: { path, version: point.sequence } });
      }
      return point.sequence;
    }
  }
}

/**
 * As the newest backup saw it; for what was deleted by then the moment before it was. What a restore saved first is no backup that somebody
 * meant: otherwise a restore would be undone by the next one.
 */
function lastPresent(catalog: CatalogReader, { id, lastSequence }: NamedSource, path: string): number {
  const history = catalog.history(id, path);
  if (history.length === 0 && path !== '') throw unknownPath(path);
  const newest = catalog.runs(id, { kinds: BACKUPS, limit: 1 })[0]?.sequence ?? lastSequence;
  const last = itemAt(history, newest) ?? itemAt(history, lastSequence);
  if (!last) return newest;
  if (last.kind === 'tombstone') return last.sequence - 1;
  return Math.max(newest, last.sequence);
}

const BACKUPS: readonly RunKind[] = ['scheduled', 'manual', 'continuous'];

function* itemsOf(catalog: CatalogReader, { located: { source, path }, sequence: at, nearest, inPlace }: RestoreRequest, dropped: readonly string[]): Generator<RecordBatch> {
  const above = inPlace ? '' : parentFolder(path);
  yield* itemsBelow(catalog, source.id, path, at, above);
  if (!nearest) return;
  for (const lost of dropped) {
    const version = nearestVersion(catalog.history(source.id, lost), at);
    if (version) yield rebased(singleItem(lost, version), lost, above);
  }
}

/** A single item goes into the folder it came from, relative to the folder that stands for the target. */
function rebased(batch: RecordBatch, lost: string, above: string): RecordBatch {
  const folder = encodePath(parentFolder(lost).slice(above === '' ? 0 : above.length + 1));
  const table = batch.table.slice();
  table[0] = batch.bytes.length;
  table[1] = folder.length;
  return { bytes: Buffer.concat([batch.bytes, folder]), table };
}
