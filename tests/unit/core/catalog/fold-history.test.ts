import { describe, expect, it } from 'vitest';
import { foldHistory } from '../../../../src/core/catalog/fold-history.js';
import { itemAt, type HistoryItem } from '../../../../src/core/catalog/history-item.js';
import { flagsOfRecord } from '../../../../src/core/catalog/record-codec.js';
import { operations } from '../../../../src/core/catalog/record-stream.js';
import { smallRecord } from './arbitraries.js';

const put = (sequence: number) => ({ op: operations.put, sequence, record: smallRecord(sequence) });
const at = (op: 1 | 2 | 3 | 4 | 5, sequence: number) => ({ op, sequence });
const kinds = (items: readonly HistoryItem[]): string => items.map(item => `${item.kind[0]}${item.sequence}`).join(' ');

describe('folding a history', () => {
  it.each([
    ['puts and tombstones are appended', [put(1), at(1, 3), put(4)], 'v1 t3 v4'],
    ['the same sequence replaces', [put(1), at(1, 1)], 't1'],
    ['a drop leaves a gap', [put(1), put(2), at(3, 1)], 'g1 v2'],
    ['a gap after a gap goes', [put(1), put(2), put(3), at(3, 1), at(3, 2)], 'g1 v3'],
    ['a gap before a gap swallows it', [put(1), put(2), put(3), at(3, 2), at(3, 1)], 'g1 v3'],
    ['a gap between gaps leaves one', [put(1), put(2), put(3), put(4), at(3, 1), at(3, 3), at(3, 2)], 'g1 v4'],
    ['a tombstone keeps gaps apart', [put(1), at(1, 2), put(3), at(3, 1), at(3, 3)], 'g1 t2 g3'],
    ['forgetting removes up to the sequence', [put(1), at(1, 2), put(3), at(5, 2)], 'v3'],
    ['unknown sequences change nothing', [put(1), at(3, 7), at(4, 7)], 'v1'],
  ])('%s', (_, applied, expected) => {
    expect(kinds(foldHistory([], applied))).toBe(expected);
  });

  it('promotes the version of that sequence only', () => {
    const items = foldHistory([], [put(1), put(2), at(4, 1)]);
    expect(items.map(item => item.kind === 'version' && flagsOfRecord(item.record))).toEqual([1, 0]);
  });

  it('answers for any point in time', () => {
    const items = foldHistory([], [put(2), put(4), at(1, 6), at(3, 2)]);
    expect([1, 2, 3, 4, 5, 6, 9].map(sequence => itemAt(items, sequence)?.kind))
      .toEqual([undefined, 'gap', 'gap', 'version', 'version', 'tombstone', 'tombstone']);
  });
});
