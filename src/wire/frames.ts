import { CodedError } from '../base/coded-error.js';
import { wireErrors } from '../terms/errors/wire-errors.js';

/** Largest message that is accepted: listings are paged well below it. */
export const MAX_FRAME_BYTES = 16 * 1024 * 1024;
const HEADER_BYTES = 4;
const NOTHING = Buffer.alloc(0);

/**
 * One message as bytes: a 32-bit little-endian length, then that many bytes of UTF-8 JSON.
 *
 * @throws CodedError `wire.bad-frame` when the message is longer than a peer accepts
 */
export function encodeFrame(message: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(message), 'utf8');
  if (body.length > MAX_FRAME_BYTES) throw tooLarge(body.length);
  const frame = Buffer.allocUnsafe(HEADER_BYTES + body.length);
  frame.writeUInt32LE(body.length, 0);
  body.copy(frame, HEADER_BYTES);
  return frame;
}

/**
 * Cuts a byte stream into messages.
 *
 * Memory: at most twice the bytes of one unfinished frame, also when they come one by one; each byte is copied a constant number of
 * times on average. A frame that is too long or not JSON throws `wire.bad-frame`; after that the connection must be closed,
 * for the stream has lost its rhythm.
 */
export class FrameDecoder {
  #buffer = NOTHING; //  capacity; the first #used bytes hold the unfinished frame
  #used = 0;

  push(data: Buffer): unknown[] {
    const bytes = this.#used === 0 ? data : this.#append(data);
    const messages: unknown[] = [];
    let at = 0;
    while (bytes.length - at >= HEADER_BYTES) {
      const length = bytes.readUInt32LE(at);
      if (length > MAX_FRAME_BYTES) throw tooLarge(length);
      const end = at + HEADER_BYTES + length;
      if (end > bytes.length) break;
      messages.push(parse(bytes.subarray(at + HEADER_BYTES, end)));
      at = end;
    }
    if (at > 0 || this.#used === 0) this.#keep(bytes.subarray(at));
    return messages;
  }

  #append(data: Buffer): Buffer {
    const needed = this.#used + data.length;
    if (needed > this.#buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.#buffer.length));
      this.#buffer.copy(larger, 0, 0, this.#used);
      this.#buffer = larger;
    }
    data.copy(this.#buffer, this.#used);
    this.#used = needed;
    return this.#buffer.subarray(0, needed);
  }

  /** The caller's buffer is not ours to hold on to, and a large one is given back once its frame is done. */
  #keep(rest: Buffer): void {
    this.#buffer = rest.length === 0 ? NOTHING : Buffer.from(rest);
    this.#used = rest.length;
  }
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw CodedError.of(wireErrors, 'wire.bad-frame', 'a frame is not JSON', { cause });
  }
}

function tooLarge(length: number): CodedError {
  return CodedError.of(wireErrors, 'wire.bad-frame', `a frame of ${length} bytes exceeds the limit`, { data: { length, limit: MAX_FRAME_BYTES } });
}
