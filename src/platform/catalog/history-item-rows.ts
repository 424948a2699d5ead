import type { Buffer } from 'node:buffer';
import { bug } from '../../base/coded-error.js';
import type { HistoryItem } from '../../core/catalog/history-item.js';
import { itemStates } from './schema.js';

/** Columns of `items` as queries select them. */
export interface HistoryItemRow {
  readonly sequence: number;
  readonly state: number;
  readonly record: Buffer | null;
}

export function toHistoryItem({ sequence, state, record }: HistoryItemRow): HistoryItem {
  if (state === itemStates.tombstone) return { kind: 'tombstone', sequence };
  if (state === itemStates.gap) return { kind: 'gap', sequence };
  if (!record) throw bug('a version without a record');
  return { kind: 'version', sequence, record };
}
