import { Buffer } from 'node:buffer';
import { CodedError } from '../../../base/coded-error.js';
import { wireErrors } from '../../../terms/errors/wire-errors.js';
import { IncomingBytes } from '../../incoming-bytes.js';
import { checkedJsonLength, checkedLength, encodeJson, parseJson } from '../../json-body.js';
import { RPC_LIMITS } from './limits.js';
import type { RpcMessage } from './messages.js';

/*
 * A frame is the length of its body (32 bits, little-endian), its kind (8 bits) and its body. Kind 0: an RpcMessage as UTF-8 JSON.
 * Kind 1: bytes of a stream, behind the stream's id (32 bits, little-endian), at least one byte.
 */
const HEADER_BYTES = 5;
const STREAM_ID_BYTES = 4;
const MESSAGE = 0;
const DATA = 1;

/** @throws CodedError `wire.bad-frame` when the message is longer than a peer accepts; TypeError when it holds what is no JSON */
export function encodeMessage(message: RpcMessage): Buffer {
  const frame = encodeJson(message, HEADER_BYTES);
  frame.writeUInt32LE(frame.length - HEADER_BYTES, 0);
  frame.writeUInt8(MESSAGE, 4);
  return frame;
}

/** What stands before `length` (1 … RPC_LIMITS.dataBytes) bytes of a stream; the bytes themselves are sent as they are. */
export function encodeDataHeader(stream: number, length: number): Buffer {
  const header = Buffer.allocUnsafe(HEADER_BYTES + STREAM_ID_BYTES);
  header.writeUInt32LE(STREAM_ID_BYTES + length, 0);
  header.writeUInt8(DATA, 4);
  header.writeUInt32LE(stream, HEADER_BYTES);
  return header;
}

export interface FrameSink {
  message(message: unknown): void;
  /** Some bytes of a stream, in order: a view of the chunk they came in, so that one frame may come in several pieces. */
  data(stream: number, bytes: Buffer): void;
}

type Frame = { readonly kind: 'message'; readonly length: number } | { readonly kind: 'data'; readonly stream: number; left: number };

/**
 * Cuts a byte stream into messages and stream data. Stream data is never copied or collected here; an unfinished message costs at most twice its bytes.
 *
 * A frame of unknown kind, too long, empty or no JSON throws `wire.bad-frame`; the connection must then be closed, for the stream has
 * lost its rhythm. What the sink throws passes through, with the same consequence.
 */
export class RpcFrameDecoder {
  readonly #bytes = new IncomingBytes();
  #header: { readonly length: number } | undefined; // of a data frame whose stream id has not come
  #frame: Frame | undefined;

  push(chunk: Buffer, sink: FrameSink): void {
    this.#bytes.push(chunk);
    while (this.#step(sink));
  }

  /** False when the chunk is used up. */
  #step(sink: FrameSink): boolean {
    this.#frame ??= this.#begin();
    if (this.#frame === undefined) return false;
    return this.#frame.kind === 'message' ? this.#readMessage(this.#frame.length, sink) : this.#readData(this.#frame, sink);
  }

  #begin(): Frame | undefined {
    if (this.#header === undefined) {
      const header = this.#bytes.read(HEADER_BYTES);
      if (header === undefined) return undefined;
      const length = header.readUInt32LE(0);
      const kind = header.readUInt8(4);
      if (kind === MESSAGE) return { kind: 'message', length: checkedJsonLength(length) };
      if (kind !== DATA) throw CodedError.of(wireErrors, 'wire.bad-frame', `a frame of unknown kind ${kind}`, { data: { kind } });
      if (length <= STREAM_ID_BYTES) throw CodedError.of(wireErrors, 'wire.bad-frame', 'a data frame without data', { data: { length } });
      this.#header = { length: checkedLength(length - STREAM_ID_BYTES, RPC_LIMITS.dataBytes) };
    }
    const id = this.#bytes.read(STREAM_ID_BYTES);
    if (id === undefined) return undefined;
    const frame: Frame = { kind: 'data', stream: id.readUInt32LE(0), left: this.#header.length };
    this.#header = undefined;
    return frame;
  }

  #readMessage(length: number, sink: FrameSink): boolean {
    const body = this.#bytes.read(length);
    if (body === undefined) return false;
    this.#frame = undefined;
    sink.message(parseJson(body));
    return true;
  }

  #readData(frame: Frame & { readonly kind: 'data' }, sink: FrameSink): boolean {
    const bytes = this.#bytes.readSome(frame.left);
    if (bytes === undefined) return false;
    frame.left -= bytes.length;
    if (frame.left === 0) this.#frame = undefined;
    sink.data(frame.stream, bytes);
    return true;
  }
}
