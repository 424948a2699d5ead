import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePath, encodePath, hasUndecodableBytes } from '../../../src/base/path-bytes.js';

// Plain random bytes are hardly ever nearly UTF-8: cut, overlong and surrogate sequences are mixed in on purpose.
const nearlyUtf8 = fc.array(fc.oneof(
  fc.string({ unit: 'binary' }).map(text => [...Buffer.from(text)]),
  fc.array(fc.nat(255), { maxLength: 4 }),
  fc.constantFrom(
    [0xc3], [0xe3, 0x81], [0xf0, 0x9f, 0x92], [0xc0, 0xaf], [0xe0, 0x80, 0x80], [0xed, 0xa0, 0x80],
    [0xed, 0xb2, 0x80], [0xed, 0xa0, 0x80, 0xed, 0xb0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xef, 0xbb, 0xbf],
  ),
)).map(parts => Buffer.from(parts.flat()));

describe('path bytes', () => {
  it('gives back every byte string exactly', () => {
    fc.assert(fc.property(fc.oneof(nearlyUtf8, fc.uint8Array()), bytes => {
      expect(encodePath(decodePath(bytes))).toEqual(Buffer.from(bytes));
    }), { numRuns: 2000 });
  });

  it('never maps two byte strings to one path', () => {
    fc.assert(fc.property(nearlyUtf8, nearlyUtf8, (a, b) => {
      expect(decodePath(a) === decodePath(b)).toBe(a.equals(b));
    }));
  });

  it('is plain UTF-8 for every well-formed string', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), text => {
      expect(encodePath(text)).toEqual(Buffer.from(text, 'utf8'));
      expect(decodePath(Buffer.from(text, 'utf8'))).toBe(text);
      expect(hasUndecodableBytes(text)).toBe(false);
    }));
  });

  it.each([
    ['a Latin-1 name', [0x63, 0x61, 0x66, 0xe9], 'caf\udce9'],
    ['a Shift_JIS name', [0x93, 0xfa, 0x2e, 0x74], '\udc93\udcfa.t'],
    ['a cut sequence before ASCII', [0xe3, 0x81, 0x41], '\udce3\udc81A'],
    ['an overlong slash', [0xc0, 0xaf], '\udcc0\udcaf'],
    ['an encoded surrogate', [0xed, 0xb2, 0x80], '\udced\udcb2\udc80'],
    ['a byte order mark, which belongs to the name', [0xef, 0xbb, 0xbf, 0x61], '\ufeffa'],
  ])('reads %s as PEP 383 does', (_, bytes, path) => {
    expect(decodePath(Uint8Array.from(bytes))).toBe(path);
    expect(encodePath(path)).toEqual(Buffer.from(bytes));
  });

  it('keeps the lone surrogates of Windows names as generalised UTF-8', () => {
    expect(encodePath('a\ud800b')).toEqual(Buffer.from([0x61, 0xed, 0xa0, 0x80, 0x62]));
    expect(hasUndecodableBytes('a\ud800b')).toBe(true);
  });
});
