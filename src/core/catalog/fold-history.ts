import { Buffer } from 'node:buffer';
import type { HistoryItem } from './history-item.js';
import { promoteRecord } from './record-codec.js';
import { operations, type StreamEntry } from './record-stream.js';

/** An operation on one path. */
export type PathOperation = Pick<StreamEntry, 'op' | 'sequence' | 'record'>;

/**
 * Section 9 of docs/vault-format.md for one path, word for word: the history after applying `applied` in order.
 * An operation on a sequence that the history does not have changes nothing.
 *
 * The reference for the faster folds in the engine and in the catalog's SQL.
 */
export function foldHistory(history: readonly HistoryItem[], applied: Iterable<PathOperation>): readonly HistoryItem[] {
  let items = history;
  for (const operation of applied) items = applyOperation(items, operation);
  return items;
}

function applyOperation(items: readonly HistoryItem[], { op, sequence, record }: PathOperation): readonly HistoryItem[] {
  switch (op) {
    case operations.put:
      return place(items, { kind: 'version', sequence, record: record ?? Buffer.alloc(0) });
    case operations.tombstone:
      return place(items, { kind: 'tombstone', sequence });
    case operations.gap:
      return place(items, { kind: 'gap', sequence });
    case operations.drop:
      return mergeGaps(items.map(item => (item.sequence === sequence ? { kind: 'gap', sequence } : item)));
    case operations.promote:
      return items.map(item => item.sequence === sequence && item.kind === 'version'
        ? { ...item, record: promoteRecord(item.record) } : item);
    case operations.forget:
      return items.filter(item => item.sequence > sequence);
  }
}

function place(items: readonly HistoryItem[], placed: HistoryItem): readonly HistoryItem[] {
  return [
    ...items.filter(item => item.sequence < placed.sequence),
    placed,
    ...items.filter(item => item.sequence > placed.sequence),
  ];
}

function mergeGaps(items: readonly HistoryItem[]): readonly HistoryItem[] {
  return items.filter((item, index) => item.kind !== 'gap' || items[index - 1]?.kind !== 'gap');
}
