import fc from 'fast-check';
import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../../src/base/coded-error.js';
import { batchEntries, toRecordBatch } from '../../../../src/core/catalog/record-batch.js';
import { decodeRecordChunk, encodeRecordStream, operations } from '../../../../src/core/catalog/record-stream.js';
import { streamEntries } from './arbitraries.js';

describe('record stream', () => {
  it('gives back every entry, whatever the size of chunks', () => {
    fc.assert(fc.property(streamEntries, fc.integer({ min: 1, max: 2000 }), (entries, chunkBytes) => {
      const chunks = encodeRecordStream(entries, chunkBytes);
      expect(chunks.flatMap(chunk => [...decodeRecordChunk(chunk)])).toEqual(entries);
    }));
  });

  it('lays groups out as the format says', () => {
    const at = (directory: string, name: string) => ({ directory: Buffer.from(directory), name: Buffer.from(name), op: operations.tombstone, sequence: 200 });
    const [chunk] = encodeRecordStream([at('', 'z'), at('ab/c', 'x'), at('ab/d', 'y')]);
    expect(chunk?.toString('hex')).toBe(
      ['00', '00', '01', '01017ac801', '00', '0461622f63', '01', '010178c801', '03', '0164', '01', '010179c801'].join(''));
  });

  it('reads any bytes or refuses them with a code', () => {
    const nearly = fc.tuple(streamEntries, fc.nat(), fc.nat(255)).map(([entries, at, byte]) => {
      const bytes = Buffer.concat(encodeRecordStream(entries).slice(0, 1));
      if (bytes.length > 0) bytes[at % bytes.length] = byte;
      return bytes;
    });
    fc.assert(fc.property(fc.oneof(nearly, fc.uint8Array().map(array => Buffer.from(array))), bytes => {
      try {
        for (const entry of decodeRecordChunk(bytes)) expect(entry.name.includes(0x2f)).toBe(false);
      } catch (error) {
        if (!(error instanceof CodedError)) throw error;
      }
    }), { numRuns: 2000 });
  });

  it.each([
    ['a folder that leads out', '', '..', 'x'], ['an empty component', '', 'a//b', 'x'], ['a NUL', '', 'a', 'x\0'],
    ['a name with a slash', '', 'a', 'x/y'], ['a name that leads out', '', 'a', '..'], ['an empty name', '', 'a', ''],
  ])('refuses %s', (_, __, directory, name) => {
    const entry = { directory: Buffer.from(directory), name: Buffer.from(name), op: operations.tombstone, sequence: 1 };
    const [chunk] = encodeRecordStream([entry]);
    expect(() => [...decodeRecordChunk(chunk as Buffer)]).toThrow(expect.objectContaining({ code: 'catalog.bad-record' }));
  });

  it('becomes a batch and back', () => {
    fc.assert(fc.property(streamEntries, entries => {
      expect([...batchEntries(toRecordBatch(entries))]).toEqual(entries);
    }));
  });
});
