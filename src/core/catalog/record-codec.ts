import type { Buffer } from 'node:buffer';
import { bug } from '../../base/coded-error.js';
import { ByteReader, badRecord } from './byte-reader.js';
import { ByteWriter } from './byte-writer.js';
import { recordFlags, recordKinds, type FileRecord, type RecordExtension } from './file-record.js';

const CHUNK_ID_BYTES = 16;
const HARD_LINK_BYTES = 8;
const KNOWN_FLAGS = 127;
const FLAGS_OFFSET = 1;

/** The bytes of a record as section 8 of docs/vault-format.md lays them out. Equal records have equal bytes. */
export function encodeRecord(record: FileRecord): Buffer {
  const writer = new ByteWriter()
    .byte(recordKinds.indexOf(record.kind))
    .integer(flagsOf(record))
    .integer(record.size)
    .signed(record.mtimeNs)
    .integer(record.mode)
    .integer(record.uid)
    .integer(record.gid);
  if (record.kind === 'file') writeContent(writer, record);
  if (record.kind === 'symlink') writer.bytes(record.target ?? missing('target'));
  if (isDevice(record.kind)) writer.integer(record.device ?? missing('device'));
  if (record.hardLink) {
    if (record.hardLink.length !== HARD_LINK_BYTES) throw bug('a hard-link group has 8 bytes');
    writer.raw(record.hardLink);
  }
  if (record.movedFrom) writer.bytes(record.movedFrom);
  if (record.extensions) writer.bytes(encodeExtensions(record.extensions));
  return writer.toBuffer();
}

/**
 * Reads a record from bytes that nobody vouches for; buffers in the result are views of `bytes`.
 * Fails with `catalog.bad-record`, also for anything left over and for flags that only a later format can have.
 */
export function decodeRecord(bytes: Buffer): FileRecord {
  const reader = new ByteReader(bytes);
  const kind = recordKinds[reader.byte()] ?? unreadable('unknown kind');
  const flags = reader.integer();
  if (flags > KNOWN_FLAGS) throw badRecord('unknown flags');
  const has = (flag: number): boolean => (flags & flag) !== 0;
  const record: FileRecord = {
    kind,
    generation: has(recordFlags.generation),
    torn: has(recordFlags.torn),
    metadataOnly: has(recordFlags.metadataOnly),
    sparse: has(recordFlags.sparse),
    size: reader.integer(),
    mtimeNs: reader.signed(),
    mode: reader.integer(),
    uid: reader.integer(),
    gid: reader.integer(),
    ...(kind === 'file' && { content: readContent(reader) }),
    ...(kind === 'symlink' && { target: reader.bytes() }),
    ...(isDevice(kind) && { device: reader.integer() }),
    ...(has(recordFlags.hardLink) && { hardLink: reader.take(HARD_LINK_BYTES) }),
    ...(has(recordFlags.movedFrom) && { movedFrom: reader.bytes() }),
    ...(has(recordFlags.extensions) && { extensions: decodeExtensions(reader.bytes()) }),
  };
  if (!reader.atEnd) throw badRecord('something is left over');
  return record;
}

/** What an encoded record describes, without decoding the rest. */
export function kindOfRecord(bytes: Buffer): FileRecord['kind'] {
  return recordKinds[bytes[0] ?? unreadable('cut short')] ?? unreadable('unknown kind');
}

/** The flags of an encoded record without decoding the rest. */
export function flagsOfRecord(bytes: Buffer): number {
  return (bytes[FLAGS_OFFSET] ?? unreadable('cut short')) & KNOWN_FLAGS;
}

/** The same record with the generation flag: its bit lies in the first byte of the flags, however long they are. */
export function promoteRecord(bytes: Buffer): Buffer {
  const promoted = new ByteWriter().raw(bytes).toBuffer();
  promoted[FLAGS_OFFSET] = (promoted[FLAGS_OFFSET] ?? unreadable('cut short')) | recordFlags.generation;
  return promoted;
}

/** Bytes of the file that an encoded record describes; of everything else 0. */
export function sizeOfRecord(bytes: Buffer): number {
  const reader = new ByteReader(bytes);
  const kind = recordKinds[reader.byte()];
  reader.integer();
  return kind === 'file' ? reader.integer() : 0;
}

/** Bytes that this version adds to what a quota counts: nothing where only metadata changed. */
export function logicalBytes(bytes: Buffer): number {
  const reader = new ByteReader(bytes);
  const kind = recordKinds[reader.byte()];
  const flags = reader.integer();
  return kind === 'file' && (flags & recordFlags.metadataOnly) === 0 ? reader.integer() : 0;
}

function flagsOf(record: FileRecord): number {
  return (record.generation ? recordFlags.generation : 0)
    | (record.torn ? recordFlags.torn : 0)
    | (record.metadataOnly ? recordFlags.metadataOnly : 0)
    | (record.sparse ? recordFlags.sparse : 0)
    | (record.hardLink ? recordFlags.hardLink : 0)
    | (record.movedFrom ? recordFlags.movedFrom : 0)
    | (record.extensions ? recordFlags.extensions : 0);
}

function writeContent(writer: ByteWriter, record: FileRecord): void {
  const { depth, ids } = record.content ?? missing('content');
  if (ids.length % CHUNK_ID_BYTES !== 0) throw bug('a chunk id has 16 bytes');
  writer.integer(depth).integer(ids.length / CHUNK_ID_BYTES).raw(ids);
}

function readContent(reader: ByteReader): { depth: number; ids: Buffer } {
  return { depth: reader.integer(), ids: reader.take(reader.integer() * CHUNK_ID_BYTES) };
}

function encodeExtensions(extensions: readonly RecordExtension[]): Buffer {
  const writer = new ByteWriter();
  for (const { tag, value } of extensions) writer.byte(tag).bytes(value);
  return writer.toBuffer();
}

function decodeExtensions(bytes: Buffer): readonly RecordExtension[] {
  const reader = new ByteReader(bytes);
  const extensions: RecordExtension[] = [];
  while (!reader.atEnd) extensions.push({ tag: reader.byte(), value: reader.bytes() });
  return extensions;
}

function isDevice(kind: FileRecord['kind']): boolean {
  return kind === 'character-device' || kind === 'block-device';
}

function missing(field: string): never {
  throw bug(`a record without its ${field}`);
}

function unreadable(what: string): never {
  throw badRecord(what);
}
