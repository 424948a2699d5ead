import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import type { FileRecord, RecordKind } from '../../../../src/core/catalog/file-record.js';
import { recordKinds } from '../../../../src/core/catalog/file-record.js';
import { encodeRecord } from '../../../../src/core/catalog/record-codec.js';
import { compareEntries, operations, type Operation, type StreamEntry } from '../../../../src/core/catalog/record-stream.js';

const bytes = (max: number, min = 0): fc.Arbitrary<Buffer> =>
  fc.uint8Array({ minLength: min, maxLength: max }).map(array => Buffer.from(array));

/** Any name but '.' and '..': broken UTF-8 included, a slash and NUL never. */
export const fileName: fc.Arbitrary<Buffer> = fc.array(
  fc.oneof({ weight: 3, arbitrary: fc.constantFrom(0x61, 0x62, 0x21, 0x2e, 0x30) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 255 }) }),
  { minLength: 1, maxLength: 4 },
).map(codes => Buffer.from(codes.filter(code => code !== 0x2f))).filter(name => name.length > 0 && !name.every(byte => byte === 0x2e));

export const folder: fc.Arbitrary<Buffer> = fc.array(fileName, { maxLength: 3 })
  .map(names => Buffer.from(names.map(name => name.toString('latin1')).join('/'), 'latin1'));

export const fileRecord: fc.Arbitrary<FileRecord> = fc.constantFrom(...recordKinds).chain((kind: RecordKind) => fc.record({
  kind: fc.constant(kind),
  generation: fc.boolean(), torn: fc.boolean(), metadataOnly: fc.boolean(), sparse: fc.boolean(),
  size: fc.maxSafeNat(), mtimeNs: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  mode: fc.nat(0o7777), uid: fc.nat(), gid: fc.nat(),
  ...(kind === 'file' && { content: fc.record({ depth: fc.nat(3), ids: fc.nat(3).chain(count => bytes(count * 16, count * 16)) }) }),
  ...(kind === 'symlink' && { target: bytes(20) }),
  ...(kind.endsWith('device') && { device: fc.maxSafeNat() }),
}).chain(record => fc.record({
  hardLink: fc.option(bytes(8, 8), { nil: undefined }),
  movedFrom: fc.option(bytes(20), { nil: undefined }),
  extensions: fc.option(fc.array(fc.record({ tag: fc.nat(255), value: bytes(300) }), { maxLength: 3 }), { nil: undefined }),
}).map(optional => ({ ...record, ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)) }) as FileRecord)));

/** A small file's record; equal `content` is equal content. */
export function smallRecord(content: number, flags: Partial<Pick<FileRecord, 'generation' | 'torn' | 'metadataOnly'>> = {}, size = 10): Buffer {
  return encodeRecord({
    kind: 'file', generation: false, torn: false, metadataOnly: false, sparse: false, size, mtimeNs: 1_700_000_000_000_000_000n,
    mode: 0o644, uid: 1000, gid: 1000, content: { depth: 0, ids: Buffer.alloc(16, content) }, ...flags,
  });
}

/** Entries in stream order without repetition. */
export const streamEntries: fc.Arbitrary<readonly StreamEntry[]> = fc.array(fc.record({
  directory: folder, name: fileName, op: fc.nat(5), sequence: fc.nat(2 ** 32 - 1), content: fileRecord,
}), { maxLength: 40 }).map(raw => raw.map(({ content, op, ...rest }): StreamEntry => op === operations.put
  ? { ...rest, op, record: encodeRecord(content) } : { ...rest, op: op as Operation }).sort(compareEntries));
