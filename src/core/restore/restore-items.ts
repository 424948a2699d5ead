import type { HistoryItem, VersionItem } from '../catalog/history-item.js';
import { TABLE_STRIDE, batchColumns, toRecordBatch } from '../catalog/record-batch.js';
import { operations, type StreamEntry } from '../catalog/record-stream.js';
import { splitPath } from '../catalog/path-order.js';
import { encodePath } from '../../base/path-bytes.js';
import type { CatalogReader } from '../ports/catalog.js';
import type { RecordBatch } from '../ports/engine.js';
import type { RelativePath } from '../watch/source-event.js';

/** Everything at or below `path` as it was at sequence `at`, with folder paths relative to `above`, a folder above `path`. */
export function* itemsBelow(catalog: CatalogReader, source: string, path: RelativePath, at: number, above: RelativePath): Generator<RecordBatch> {
  const strip = encodePath(above).length;
  for (const batch of catalog.walk(source, path, at)) yield strip === 0 ? batch : withoutParent(batch, strip);
}

/** One version of one path, as an item of its own. */
export function singleItem(path: RelativePath, { record, sequence }: VersionItem): RecordBatch {
  const { name } = splitPath(encodePath(path));
  const entry: StreamEntry = { directory: Buffer.alloc(0), name, op: operations.put, sequence, record };
  return toRecordBatch([entry]);
}

/** The kept version nearest in sequence to a dropped one; of two equally near the older. */
export function nearestVersion(history: readonly HistoryItem[], at: number): VersionItem | undefined {
  return history
    .filter((item): item is VersionItem => item.kind === 'version')
    .sort((a, b) => Math.abs(a.sequence - at) - Math.abs(b.sequence - at) || a.sequence - b.sequence)[0];
}

/** Cuts the first `strip` bytes and the slash after them off every folder path: only the table changes. */
function withoutParent({ bytes, table }: RecordBatch, strip: number): RecordBatch {
  const cut = table.slice();
  for (let row = 0; row < cut.length; row += TABLE_STRIDE) {
    const length = cut[row + batchColumns.directoryLength] as number;
    const removed = Math.min(length, strip + 1);
    cut[row + batchColumns.directoryOffset] = (cut[row + batchColumns.directoryOffset] as number) + removed;
    cut[row + batchColumns.directoryLength] = length - removed;
  }
  return { bytes, table: cut };
}
