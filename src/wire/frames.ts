import { IncomingBytes } from './incoming-bytes.js';
import { MAX_JSON_BYTES, checkedLength, encodeJson, parseJson } from './json-body.js';

export const MAX_FRAME_BYTES = MAX_JSON_BYTES;
const HEADER_BYTES = 4;

/**
 * One message as bytes: a 32-bit little-endian length, then that many bytes of UTF-8 JSON.
 *
 * @throws CodedError `wire.bad-frame` when the message is longer than a peer accepts
 */
export function encodeFrame(message: unknown): Buffer {
  const frame = encodeJson(message, HEADER_BYTES);
  frame.writeUInt32LE(frame.length - HEADER_BYTES, 0);
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
  readonly #bytes = new IncomingBytes();
  #limit: number;
  #length: number | undefined; // of the message under way, once its header has come

  /** @param firstFrameBytes the most that the first frame may hold: whoever has not said who they are gets little memory */
  constructor(firstFrameBytes = MAX_FRAME_BYTES) {
    this.#limit = firstFrameBytes;
  }

  push(data: Buffer): unknown[] {
    const messages: unknown[] = [];
    this.#bytes.push(data);
    for (;;) {
      this.#length ??= this.#readLength();
      const body = this.#length === undefined ? undefined : this.#bytes.read(this.#length);
      if (body === undefined) return messages;
      this.#length = undefined;
      this.#limit = MAX_FRAME_BYTES;
      messages.push(parseJson(body));
    }
  }

  #readLength(): number | undefined {
    const header = this.#bytes.read(HEADER_BYTES);
    return header && checkedLength(header.readUInt32LE(0), this.#limit);
  }
}
