import { CodedError } from '../../base/coded-error.js';
import { decodePath, encodePath } from '../../base/path-bytes.js';
import { restoreErrors } from '../../terms/errors/restore-errors.js';
import { finished } from '../backup/finished-job.js';
import type { VaultSession } from '../backup/vault-session.js';
import type { FileFailure } from '../backup/run-report.js';
import type { CatalogReader } from '../ports/catalog.js';
import type { EngineJob, RecordBatch, RestoreOutcome } from '../ports/engine.js';
import { parentFolder } from '../watch/folders.js';
import { unknownPath, type LocatedPath, type NamedSource } from './locate-source.js';
import { itemsBelow, nearestVersion, singleItem } from './restore-items.js';

/** Which state of a path is wanted. */
export type PointInTime =
  | { readonly type: 'latest' }
  | { readonly type: 'version'; readonly sequence: number }
  | { readonly type: 'time'; readonly atMs: number };

export interface RestoreRequest {
  readonly located: LocatedPath;
  /** What `sequenceOf` answered, before the present state was saved as a further run. */
  readonly sequence: number;
  readonly nearest: boolean;
  /** Absolute, existing folder: the source's own place, or the folder into which the path goes under its own name. */
  readonly target: string;
  /** In place the folders above the path are entered by the engine, which follows no link, and not taken as part of the target. */
  readonly inPlace: boolean;
  readonly overwrite: 'never' | 'if-changed' | 'always';
  readonly dryRun: boolean;
  readonly restoreOwner: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onJob?: ((job: EngineJob<RestoreOutcome>) => void) | undefined;
}

export interface RestoreReport extends RestoreOutcome {
  /** Paths, relative to the source, whose version of that time was dropped. */
  readonly dropped: readonly string[];
  readonly failures: readonly FileFailure[];
}

/** Failures that are listed one by one; the count stays exact. */
const MAX_LISTED = 10_000;

/**
 * Restores one path and everything below it.
 *
 * Per-file failures do not end it. Nothing is written outside `target`. Aborting rejects with the signal's reason and leaves what was finished.
 */
export async function restorePath(session: VaultSession, catalog: CatalogReader, request: RestoreRequest): Promise<RestoreReport> {
  const { located: { source, path }, sequence: at, signal } = request;
  const dropped = [...catalog.droppedAt(source.id, path, at)].map(found => found.path);
  const items = itemsOf(catalog, request, dropped);
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
    onErrors: errors => {
      for (const failure of errors) if (failures.length < MAX_LISTED) failures.push({ path: decodePath(failure.path), code: failure.error.code, message: failure.error.message });
    },
  });
  request.onJob?.(job);
  try {
    return { ...await finished(job, signal), dropped: request.nearest ? [] : dropped, failures };
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

/** Now, or for what is deleted by now the moment before it was. */
function lastPresent(catalog: CatalogReader, { id, lastSequence }: NamedSource, path: string): number {
  const last = catalog.history(id, path).at(-1);
  if (!last && path !== '') throw unknownPath(path);
  return last?.kind === 'tombstone' ? last.sequence - 1 : lastSequence;
}

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
