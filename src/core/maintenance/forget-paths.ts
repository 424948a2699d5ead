import { encodePath } from '../../base/path-bytes.js';
import { splitPath } from '../catalog/path-order.js';
import { toRecordBatch } from '../catalog/record-batch.js';
import { sizeOfRecord } from '../catalog/record-codec.js';
import { compareEntries, encodeRecordStream, operations, type StreamEntry } from '../catalog/record-stream.js';
import type { CatalogReader } from '../ports/catalog.js';
import { isWithin } from '../watch/folders.js';
import type { RelativePath } from '../watch/source-event.js';
import { finished } from '../backup/finished-job.js';
import { INLINE_BYTES, PACK_BYTES } from '../backup/pack-sizes.js';
import { maintenanceRun, type MaintenanceContext } from './maintenance-run.js';
import type { ScanImages } from './scan-images.js';

export interface Forgotten {
  readonly paths: number;
  readonly versions: number;
  readonly bytes: number; // of these versions, each as large as its file was
}

/** How far it is. */
export interface ForgetProgress {
  readonly done: number; //  paths whose versions have been noted
  readonly total: number; // paths found so far
  readonly found: boolean; // whether that are all
  readonly path: RelativePath | undefined;
}

export interface ForgetOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called some times a second; whatever else waits for its turn goes on before it resolves. */
  readonly onProgress?: ((progress: ForgetProgress) => Promise<void>) | undefined;
}

/** Paths between two looks around: a few milliseconds. */
const STEP_PATHS = 500;

/**
 * Forgets every version at and below the given paths, of deleted files too. The operations are committed before anything is collected: a catalog that is built anew holds none of it either.
 *
 * A path that still exists is saved again by the next backup: the scan image says "unchanged" of what the vault no longer has, so it is given up before the commit and remade after it. Cost: a look
 * at every name of the source. Without `images` scans go on to take what still exists for saved: it is saved again once it changes.
 */
export async function forgetPaths(context: MaintenanceContext, images: ScanImages | undefined, source: string, paths: readonly RelativePath[], { signal, onProgress }: ForgetOptions = {}): Promise<Forgotten> {
  const { session, catalog } = context;
  let [versions, bytes] = [0, 0];
  let entries: readonly StreamEntry[] = [];
  await maintenanceRun(context, source, async ({ transaction, tip }) => {
    const pass = async (progress: ForgetProgress) => {
      await onProgress?.(progress);
      signal?.throwIfAborted();
    };
    const forgotten = await knownPaths(catalog, source, paths, pass);
    if (forgotten.length === 0) return undefined;
    for (const [done, path] of forgotten.entries()) {
      if (done % STEP_PATHS === 0) await pass({ done, total: forgotten.length, found: true, path });
      for (const item of catalog.history(source, path)) {
        if (item.kind !== 'version') continue;
        versions += 1;
        bytes += sizeOfRecord(item.record);
      }
    }
    await pass({ done: forgotten.length, total: forgotten.length, found: true, path: undefined });
    entries = forgotten.map(path => ({ ...splitPath(encodePath(path)), op: operations.forget, sequence: tip.sequence })).sort(compareEntries);
    transaction.insertBatch(toRecordBatch(entries));
    const { content, open } = await finished(session.vault.storeMetadata({
      index: session.index, chunks: encodeRecordStream(entries), open: undefined, packBytes: PACK_BYTES, inlineBytes: INLINE_BYTES, sink: session.sink,
    }), signal);
    await images?.giveUp(source);
    return { operations: content, open };
  }, signal);
  if (entries.length > 0) await images?.remake(source, signal);
  return { paths: entries.length, versions, bytes };
}

/** Everything the catalog has ever heard of at or below the paths. A second per million names; others have their turn after each page, and only read meanwhile: the catalog's transaction is open. */
async function knownPaths(catalog: CatalogReader, source: string, paths: readonly RelativePath[], pass: (progress: ForgetProgress) => Promise<void>): Promise<readonly RelativePath[]> {
  const isMeant = (path: RelativePath) => paths.some(above => isWithin(above, path));
  const known = paths.includes('') && catalog.history(source, '').length > 0 ? [''] : [];
  for (const found of catalog.find(source, '*')) {
    if (!found) await pass({ done: 0, total: known.length, found: false, path: known.at(-1) });
    else if (isMeant(found.path)) known.push(found.path);
  }
  return known;
}
