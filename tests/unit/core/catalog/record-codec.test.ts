import fc from 'fast-check';
import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../../src/base/coded-error.js';
import { decodeRecord, encodeRecord, flagsOfRecord, kindOfRecord, logicalBytes, promoteRecord } from '../../../../src/core/catalog/record-codec.js';
import { fileRecord, smallRecord } from './arbitraries.js';

describe('record codec', () => {
  it('gives back every record', () => {
    fc.assert(fc.property(fileRecord, record => {
      expect(decodeRecord(encodeRecord(record))).toEqual(record);
    }));
  });

  it('lays a record out as the format says', () => {
    expect(smallRecord(0xab, { generation: true }, 300).toString('hex')).toBe(
      ['00', '01', 'ac02', '8080d0e2c6bfce972f', 'a403', 'e807', 'e807', '00', '01', 'ab'.repeat(16)].join(''));
  });

  it('reads any bytes or refuses them with a code, and what it reads is the only coding of it', () => {
    const nearly = fc.tuple(fileRecord, fc.nat(), fc.nat(255), fc.boolean()).map(([record, at, byte, cut]) => {
      const bytes = encodeRecord(record);
      bytes[at % bytes.length] = byte;
      return cut ? bytes.subarray(0, at % bytes.length) : bytes;
    });
    fc.assert(fc.property(fc.oneof(nearly, fc.uint8Array().map(array => Buffer.from(array))), bytes => {
      try {
        expect(encodeRecord(decodeRecord(bytes))).toEqual(Buffer.from(bytes));
      } catch (error) {
        if (!(error instanceof CodedError)) throw error;
        expect(error.code).toBe('catalog.bad-record');
      }
    }), { numRuns: 2000 });
  });

  it('promotes without touching anything else', () => {
    fc.assert(fc.property(fileRecord, record => {
      const bytes = encodeRecord(record);
      expect(decodeRecord(promoteRecord(bytes))).toEqual({ ...record, generation: true });
      expect(bytes).toEqual(encodeRecord(record));
      expect(flagsOfRecord(promoteRecord(bytes)) & 1).toBe(1);
      expect(kindOfRecord(bytes)).toBe(decodeRecord(bytes).kind);
    }));
  });

  it('counts the bytes of files whose content changed', () => {
    fc.assert(fc.property(fileRecord, record => {
      expect(logicalBytes(encodeRecord(record))).toBe(record.kind === 'file' && !record.metadataOnly ? record.size : 0);
    }));
  });
});
