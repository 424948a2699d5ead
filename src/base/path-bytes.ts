import { Buffer, isUtf8 } from 'node:buffer';

/*
 * A file name on Linux is any bytes but NUL and '/'; a JavaScript string is UTF-16 units. The product keeps
 * paths as strings in which a byte that is not part of well-formed UTF-8 stands as the lone surrogate
 * U+DC00 + byte (U+DC80..U+DCFF), as PEP 383 does ("surrogateescape"). Well-formed UTF-8 never decodes to a
 * surrogate that stands alone, so the two cannot be confused and every byte string survives.
 */

const ESCAPE_BASE = 0xdc00;
const FIRST_ESCAPE = 0xdc80;
const LAST_ESCAPE = 0xdcff;

/**
 * The string that stands for a file name's bytes; `encodePath` gives exactly the same bytes back, for all bytes.
 *
 * Cost: one pass of native code for well-formed UTF-8, one JavaScript step a byte otherwise.
 */
export function decodePath(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isUtf8(buffer)) return buffer.toString('utf8');
  let path = '';
  let wellFormedFrom = 0;
  for (let at = 0; at < buffer.length;) {
    const length = sequenceLength(buffer, at);
    if (length > 0) {
      at += length;
      continue;
    }
    path += buffer.toString('utf8', wellFormedFrom, at) + String.fromCharCode(ESCAPE_BASE + buffer.readUInt8(at));
    at += 1;
    wellFormedFrom = at;
  }
  return path + buffer.toString('utf8', wellFormedFrom);
}

/**
 * The bytes of a path: UTF-8, with every lone U+DC80..U+DCFF as the one byte it stands for.
 *
 * Other lone surrogates come only from Windows names, which are no byte strings; they are written as their
 * three-byte generalised UTF-8 (WTF-8), so that nothing is replaced or refused.
 */
export function encodePath(path: string): Buffer {
  if (path.isWellFormed()) return Buffer.from(path, 'utf8');
  const parts: Buffer[] = [];
  let wellFormedFrom = 0;
  for (let at = 0; at < path.length;) {
    const point = path.codePointAt(at) as number;
    if (point >= 0xd800 && point <= 0xdfff) {
      parts.push(Buffer.from(path.slice(wellFormedFrom, at), 'utf8'), loneSurrogateBytes(point));
      wellFormedFrom = at + 1;
    }
    at += point > 0xffff ? 2 : 1;
  }
  parts.push(Buffer.from(path.slice(wellFormedFrom), 'utf8'));
  return Buffer.concat(parts);
}

/** Whether the path holds bytes that are no UTF-8, so that an API that takes plain strings would miss the file. */
export function hasUndecodableBytes(path: string): boolean {
  return !path.isWellFormed();
}

function loneSurrogateBytes(unit: number): Buffer {
  if (unit >= FIRST_ESCAPE && unit <= LAST_ESCAPE) return Buffer.of(unit - ESCAPE_BASE);
  return Buffer.of(0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f));
}

/**
 * Bytes of the well-formed UTF-8 sequence at `at`, or 0 if there is none.
 * The bounds of the second byte are those of table 3-7 of the Unicode standard: no overlong forms, no surrogates,
 * nothing past U+10FFFF.
 */
function sequenceLength(bytes: Buffer, at: number): 0 | 1 | 2 | 3 | 4 {
  const lead = bytes[at] as number;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  const second = bytes[at + 1] ?? 0;
  const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < low || second > high) return 0;
  for (let next = at + 2; next < at + length; next += 1) {
    if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return length;
}
