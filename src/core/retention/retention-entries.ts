import { encodePath } from '../../base/path-bytes.js';
import { splitPath } from '../catalog/path-order.js';
import { compareEntries, operations, type StreamEntry } from '../catalog/record-stream.js';
import { planRetention, type RetentionContext } from './plan-retention.js';
import type { RetentionCandidate } from './retention-candidate.js';

/**
 * What retention does to a source, as entries of the run's record stream, in its order.
 *
 * Memory: the entries; candidates are taken one by one. They go into the run object before any byte is collected, and
 * into the catalog by `RunTransaction.insertBatch`.
 */
export function retentionEntries(candidates: Iterable<RetentionCandidate>, context: RetentionContext): readonly StreamEntry[] {
  const entries: StreamEntry[] = [];
  for (const { path, items } of candidates) {
    const place = splitPath(encodePath(path));
    for (const { kind, sequence } of planRetention(items, context)) entries.push({ ...place, op: operations[kind], sequence });
  }
  return entries.sort(compareEntries);
}
