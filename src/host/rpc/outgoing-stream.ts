import { types } from 'node:util';
import { RPC_LIMITS } from '../../wire/plugins/rpc/limits.js';
import type { ByteSource } from './methods.js';
import type { Outlet } from './outlet.js';
import { badMessage, toWireFailure } from './rpc-errors.js';

/** Bytes in one data frame: a message waits behind no more of one stream than this. Over a pipe, 64 KiB cost a third of the throughput; 512 KiB gain none. */
const FRAME_BYTES = 256 * 1024;
const STOPPED = Symbol('stopped');

/**
 * Sends one source to the other side, no faster than it grants credit.
 *
 * Pulls the next piece only when the last one has gone to the transport, so that at most one piece waits here. Ends exactly once: with the source's end,
 * its failure, or `stop`; then `onDone` is called. When stopped, the source's `return` is called and not waited for.
 */
export class OutgoingStream {
  readonly id: number;
  readonly #outlet: Outlet;
  readonly #onDone: () => void;
  #credit: number = RPC_LIMITS.firstCreditBytes;
  #done = false;
  #failure: { readonly cause: unknown } | undefined;
  #wake: (() => void) | undefined; // set while the pump waits for something that `stop` or `grant` may cut short

  constructor(id: number, outlet: Outlet, onDone: () => void) {
    this.id = id;
    this.#outlet = outlet;
    this.#onDone = onDone;
  }

  /** What the source threw, if it did. */
  get failure(): { readonly cause: unknown } | undefined {
    return this.#failure;
  }

  /** @throws CodedError `plugin.bad-message` when more is granted than a window */
  grant(bytes: number): void {
    if (this.#credit + bytes > RPC_LIMITS.windowBytes) throw badMessage(`credit for stream ${this.id} beyond its window`);
    this.#credit += bytes;
    this.#wake?.();
  }

  /** The receiver wants no more, or the call was cancelled. */
  stop(): void {
    this.#finish(() => this.#outlet.send({ type: 'abort', stream: this.id, from: 'sender' }));
    this.#wake?.();
  }

  /** Never rejects. */
  async run(source: ByteSource): Promise<void> {
    let iterator: AsyncIterator<Uint8Array> | undefined;
    try {
      iterator = source[Symbol.asyncIterator]();
      while (!this.#done) {
        const next = await this.#orStopped(iterator.next());
        if (next === STOPPED) break;
        if (next.done) return this.#finish(() => this.#outlet.send({ type: 'end', stream: this.id }));
        await this.#write(next.value);
      }
    } catch (failure) {
      this.#fail(failure);
    }
    const opened = iterator;
    if (opened) void giveBack(() => opened);
  }

  async #write(piece: Uint8Array): Promise<void> {
    if (!types.isUint8Array(piece)) throw badMessage('a stream gave something other than bytes');
    for (let at = 0; at < piece.length && !this.#done;) {
      if (this.#credit === 0) {
        await new Promise<void>(wake => { this.#wake = wake; });
        continue;
      }
      const end = Math.min(piece.length, at + Math.min(this.#credit, FRAME_BYTES));
      const part = piece.subarray(at, end);
      this.#credit -= part.length;
      await this.#outlet.turn(() => {
        if (!this.#done) this.#outlet.sendData(this.id, part);
      });
      at = end;
    }
  }

  /** A source may never answer; that must not hold back `stop`. A race would leave one reaction per piece on a promise that lives as long as the stream. */
  #orStopped<T>(promise: Promise<T>): Promise<T | typeof STOPPED> {
    return new Promise((resolve, reject) => {
      this.#wake = () => {
        if (this.#done) resolve(STOPPED);
      };
      promise.then(resolve, reject);
    });
  }

  #fail(failure: unknown): void {
    if (this.#done) return;
    this.#failure = { cause: failure };
    this.#finish(() => this.#outlet.send({ type: 'abort', stream: this.id, from: 'sender', error: toWireFailure(failure) }));
  }

  #finish(tell: () => void): void {
    if (this.#done) return;
    this.#done = true;
    tell();
    this.#onDone();
  }
}

/** Ends a source that is not read at all. */
export function discard(source: ByteSource): void {
  void giveBack(() => source[Symbol.asyncIterator]());
}

/** Ends a source that is not read further. What it throws then concerns nobody. */
async function giveBack(open: () => AsyncIterator<Uint8Array>): Promise<void> {
  try {
    await open().return?.();
  } catch { /* nobody waits for these bytes any more */ }
}
