import { Buffer } from 'node:buffer';
import { bug } from '../../base/coded-error.js';
import { ByteReader, badRecord } from './byte-reader.js';
import { ByteWriter } from './byte-writer.js';
import { checkDirectory, checkName, comparePaths } from './path-order.js';

/** The operations of section 8 of docs/vault-format.md. */
export const operations = { put: 0, tombstone: 1, gap: 2, drop: 3, promote: 4, forget: 5 } as const;
export type Operation = (typeof operations)[keyof typeof operations];

/** One entry of a record stream; `record` (encoded) is there for a put and only then. */
export interface StreamEntry {
  readonly directory: Buffer;
  readonly name: Buffer;
  readonly op: Operation;
  readonly sequence: number;
  readonly record?: Buffer;
}

/** Order of entries in a stream: folder, name, sequence, operation. */
export function compareEntries(a: StreamEntry, b: StreamEntry): number {
  return comparePaths(a.directory, b.directory) || Buffer.compare(a.name, b.name) || a.sequence - b.sequence || a.op - b.op;
}

/**
 * Encodes entries that are already in order into chunks of whole groups.
 *
 * A chunk is closed by the first entry that makes it reach `chunkBytes`; a group is continued in the next chunk.
 * Meant for small streams (operations, micro-runs): the engine writes those of whole backups.
 */
export function encodeRecordStream(entries: Iterable<StreamEntry>, chunkBytes = 512 * 1024): readonly Buffer[] {
  const chunks: Buffer[] = [];
  let chunk = new ByteWriter();
  let group: StreamEntry[] = [];
  let pendingBytes = 0;
  let shared = Buffer.alloc(0);
  let previous: StreamEntry | undefined;

  const endGroup = (): void => {
    const [first] = group;
    if (!first) return;
    writeGroup(chunk, shared, group);
    shared = first.directory as typeof shared;
    group = [];
    pendingBytes = 0;
  };
  const endChunk = (): void => {
    endGroup();
    if (chunk.length > 0) chunks.push(chunk.toBuffer());
    chunk = new ByteWriter();
    shared = Buffer.alloc(0);
  };
  for (const entry of entries) {
    if (previous && compareEntries(previous, entry) > 0) throw bug('entries of a stream are out of order');
    if (group[0] && !group[0].directory.equals(entry.directory)) endGroup();
    group.push(entry);
    pendingBytes += entry.name.length + (entry.record?.length ?? 0) + 8;
    previous = entry;
    if (chunk.length + pendingBytes >= chunkBytes) endChunk();
  }
  endChunk();
  return chunks;
}

/**
 * Reads one chunk of a stream from bytes that nobody vouches for; buffers in the entries are views of it.
 * Order, names and lengths are checked; fails with `catalog.bad-record`. Records are not decoded.
 */
export function* decodeRecordChunk(chunk: Buffer): Generator<StreamEntry, void, undefined> {
  const reader = new ByteReader(chunk);
  let directory = Buffer.alloc(0) as Buffer;
  let previous: StreamEntry | undefined;
  while (!reader.atEnd) {
    const shared = reader.integer();
    if (shared > directory.length) throw badRecord('a path shares more than there is');
    directory = Buffer.concat([directory.subarray(0, shared), reader.bytes()]);
    checkDirectory(directory);
    const count = reader.integer();
    for (let index = 0; index < count; index += 1) {
      const entry = readEntry(reader, directory);
      if (previous && compareEntries(previous, entry) > 0) throw badRecord('entries out of order');
      previous = entry;
      yield entry;
    }
  }
}

function writeGroup(writer: ByteWriter, previous: Buffer, group: readonly StreamEntry[]): void {
  const directory = (group[0] as StreamEntry).directory;
  const shared = sharedLength(previous, directory);
  writer.integer(shared).bytes(directory.subarray(shared)).integer(group.length);
  for (const { op, name, sequence, record } of group) {
    writer.byte(op).bytes(name).integer(sequence);
    if (op === operations.put) writer.bytes(record ?? Buffer.alloc(0));
  }
}

function readEntry(reader: ByteReader, directory: Buffer): StreamEntry {
  const op = reader.byte();
  if (op > operations.forget) throw badRecord('unknown operation');
  const name = reader.bytes();
  checkName(name, directory);
  const sequence = reader.integer();
  const entry = { directory, name, op: op as Operation, sequence };
  return op === operations.put ? { ...entry, record: reader.bytes() } : entry;
}

function sharedLength(a: Buffer, b: Buffer): number {
  const length = Math.min(a.length, b.length);
  let at = 0;
  while (at < length && a[at] === b[at]) at += 1;
  return at;
}
