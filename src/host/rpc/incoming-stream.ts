import { bug } from '../../base/coded-error.js';
import { RPC_LIMITS } from '../../wire/plugins/rpc/limits.js';
import { ByteQueue } from './byte-queue.js';
import { badMessage } from './rpc-errors.js';

/** What a stream tells the other side, and its owner. */
export interface IncomingStreamLink {
  grant(bytes: number): void;
  /** The bytes that still come are not wanted. */
  abort(): void;
}

interface Reader {
  readonly resolve: (result: IteratorResult<Uint8Array, undefined>) => void;
  readonly reject: (failure: unknown) => void;
}

const DONE: IteratorResult<Uint8Array, undefined> = { done: true, value: undefined };

/**
 * Bytes from the other side, in pieces of any size; read once. The pieces are the reader's to keep.
 *
 * At most `RPC_LIMITS.windowBytes` wait here; the sender is held until they are read. Leaving the loop early, or `cancel`, ends the sender. A stream
 * that is neither read nor cancelled holds its call open. Fails with the sender's failure, with an AbortError when the sender was cancelled, and
 * with `plugin.host-gone` when the connection ends; bytes not yet read are dropped then.
 */
export class IncomingStream implements AsyncIterable<Uint8Array> {
  readonly #link: IncomingStreamLink;
  readonly #queue = new ByteQueue();
  #readers: Reader[] = [];
  #credit: number = RPC_LIMITS.firstCreditBytes; // what the sender may still send
  #taken = false;
  #end: { readonly failure?: unknown } | undefined; // nothing more comes, or nothing more is wanted

  constructor(link: IncomingStreamLink) {
    this.#link = link;
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array, undefined> {
    if (this.#taken) throw bug('a stream is read once');
    this.#taken = true;
    return {
      next: () => this.#next(),
      return: () => {
        this.cancel();
        return Promise.resolve(DONE);
      },
    };
  }

  /** Drops what has come and will come. Does nothing when the stream has ended. */
  cancel(): void {
    this.#abandon({});
  }

  /** As `cancel`, but whoever reads fails with `failure`. */
  breakOff(failure: unknown): void {
    this.#abandon({ failure });
  }

  /** @throws CodedError `plugin.bad-message` when it is more than was granted */
  receive(bytes: Uint8Array): void {
    if (bytes.length > this.#credit) throw badMessage('a stream exceeds its credit');
    this.#credit -= bytes.length;
    if (this.#end) return;
    const reader = this.#readers.shift();
    if (reader) reader.resolve({ done: false, value: bytes });
    else this.#queue.push(bytes);
  }

  /** The sender's last message has come, or the connection is gone. */
  settle(end: { readonly failure?: unknown } = {}): void {
    if (this.#end) return;
    this.#end = end;
    if ('failure' in end) this.#queue.clear();
    for (const reader of this.#readers.splice(0)) this.#finish(reader);
  }

  #abandon(end: { readonly failure?: unknown }): void {
    const wanted = this.#end === undefined;
    this.#queue.clear();
    this.settle(end);
    if (wanted) this.#link.abort();
  }

  #next(): Promise<IteratorResult<Uint8Array, undefined>> {
    const piece = this.#queue.shift();
    if (piece) {
      this.#replenish();
      return Promise.resolve({ done: false, value: piece });
    }
    return new Promise((resolve, reject) => {
      const reader = { resolve, reject };
      if (this.#end) return this.#finish(reader);
      this.#readers.push(reader);
      this.#replenish();
    });
  }

  /** A failure is told once; after it the stream is over, as a generator's would be. */
  #finish(reader: Reader): void {
    const end = this.#end;
    this.#end = {};
    if (end && 'failure' in end) reader.reject(end.failure);
    else reader.resolve(DONE);
  }

  /** Grants in halves of the window: seldom enough to cost nothing, early enough that the sender never waits for a fast reader. */
  #replenish(): void {
    if (this.#end) return;
    const room = RPC_LIMITS.windowBytes - this.#credit - this.#queue.sizeBytes;
    if (room < RPC_LIMITS.windowBytes / 2) return;
    this.#credit += room;
    this.#link.grant(room);
  }
}
