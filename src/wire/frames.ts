import { CodedError } from '../base/coded-error.js';
import { wireErrors } from '../terms/errors/wire-errors.js';

/** Largest message that is accepted: listings are paged well below it. */
export const MAX_FRAME_BYTES = 16 * 1024 * 1024;
const HEADER_BYTES = 4;

/** One message as bytes: a 32-bit little-endian length, then that many bytes of UTF-8 JSON. */
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
 * Memory is bounded by MAX_FRAME_BYTES plus one read. A frame that is too long or not JSON throws `wire.bad-frame`;
 * after that the connection must be closed, for the stream has lost its rhythm.
 */
export class FrameDecoder {
  #pending: Buffer[] = [];
  #pendingBytes = 0;

  push(data: Buffer): unknown[] {
    this.#pending.push(data);
    this.#pendingBytes += data.length;
    const messages: unknown[] = [];
    for (let length = this.#nextLength(); length !== undefined && this.#pendingBytes >= HEADER_BYTES + length; length = this.#nextLength()) {
      messages.push(parse(this.#take(HEADER_BYTES + length).subarray(HEADER_BYTES)));
    }
    return messages;
  }

  #nextLength(): number | undefined {
    if (this.#pendingBytes < HEADER_BYTES) return undefined;
    const first = this.#pending[0] as Buffer;
    const header = first.length >= HEADER_BYTES ? first : this.#merged();
    const length = header.readUInt32LE(0);
    if (length > MAX_FRAME_BYTES) throw tooLarge(length);
    return length;
  }

  #take(bytes: number): Buffer {
    const all = this.#merged();
    this.#pending = all.length > bytes ? [all.subarray(bytes)] : [];
    this.#pendingBytes -= bytes;
    return all.subarray(0, bytes);
  }

  #merged(): Buffer {
    if (this.#pending.length > 1) this.#pending = [Buffer.concat(this.#pending)];
    return this.#pending[0] as Buffer;
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
