import { Buffer } from 'node:buffer';
import { CodedError } from '../base/coded-error.js';
import { wireErrors } from '../terms/errors/wire-errors.js';

/** Largest message that is accepted: listings are paged well below it. */
export const MAX_JSON_BYTES = 16 * 1024 * 1024;

/**
 * A message as UTF-8 JSON behind `headerBytes` bytes that the caller fills in.
 *
 * @throws CodedError `wire.bad-frame` when the message is longer than a peer accepts; TypeError when it is no JSON value
 */
export function encodeJson(message: unknown, headerBytes: number): Buffer {
  const text = JSON.stringify(message);
  const length = checkedJsonLength(Buffer.byteLength(text, 'utf8'));
  const frame = Buffer.allocUnsafe(headerBytes + length);
  frame.write(text, headerBytes, 'utf8');
  return frame;
}

/** @throws CodedError `wire.bad-frame` */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw CodedError.of(wireErrors, 'wire.bad-frame', 'a frame is not JSON', { cause });
  }
}

/** @throws CodedError `wire.bad-frame` when the length is beyond the limit */
export function checkedJsonLength(length: number): number {
  return checkedLength(length, MAX_JSON_BYTES);
}

/** @throws CodedError `wire.bad-frame` when the length is beyond the limit */
export function checkedLength(length: number, limit: number): number {
  if (length > limit) throw CodedError.of(wireErrors, 'wire.bad-frame', `a frame of ${length} bytes exceeds the limit`, { data: { length, limit } });
  return length;
}
