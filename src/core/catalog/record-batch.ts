import { Buffer } from 'node:buffer';
import type { RecordBatch } from '../ports/engine.js';
import { badRecord } from './byte-reader.js';
import { operations, type Operation, type StreamEntry } from './record-stream.js';

/** Numbers per entry in a batch's table. */
export const TABLE_STRIDE = 8;

/** Columns of a batch's table, offsets and lengths in bytes. */
export const batchColumns = {
  directoryOffset: 0, directoryLength: 1, nameOffset: 2, nameLength: 3, op: 4, sequence: 5, recordOffset: 6, recordLength: 7,
} as const;

/** Lays entries out as the engine does. Equal neighbouring folders share one offset. */
export function toRecordBatch(entries: Iterable<StreamEntry>): RecordBatch {
  const parts: Uint8Array[] = [];
  const table: number[] = [];
  let length = 0;
  const add = (bytes: Uint8Array): number => {
    parts.push(bytes);
    length += bytes.length;
    return length - bytes.length;
  };
  let directory: Buffer | undefined;
  let directoryOffset = 0;
  for (const entry of entries) {
    if (!directory?.equals(entry.directory)) directoryOffset = add(entry.directory);
    directory = entry.directory;
    const record = entry.record ?? Buffer.alloc(0);
    table.push(directoryOffset, directory.length, add(entry.name), entry.name.length, entry.op, entry.sequence, add(record), record.length);
  }
  return { bytes: Buffer.concat(parts, length), table: Uint32Array.from(table) };
}

/** The entries of a batch as views of its bytes. For small batches: bulk work reads the table itself. */
export function* batchEntries({ bytes, table }: RecordBatch): Generator<StreamEntry, void, undefined> {
  if (table.length % TABLE_STRIDE !== 0) throw badRecord('a table that is cut short');
  const column = (at: number): number => table[at] as number;
  for (let row = 0; row < table.length; row += TABLE_STRIDE) {
    const slice = (at: number): Buffer => bytes.subarray(column(row + at), column(row + at) + column(row + at + 1));
    const entry = {
      directory: slice(batchColumns.directoryOffset),
      name: slice(batchColumns.nameOffset),
      op: column(row + batchColumns.op) as Operation,
      sequence: column(row + batchColumns.sequence),
    };
    yield entry.op === operations.put ? { ...entry, record: slice(batchColumns.recordOffset) } : entry;
  }
}
