import { encodeDataHeader, encodeMessage } from '../../wire/plugins/rpc/frames.js';
import type { RpcMessage } from '../../wire/plugins/rpc/messages.js';
import type { Transport } from './transport.js';

/** Stream data waits while this much has not left; large enough that a pipe never runs dry between two turns of the event loop. */
const CONGESTED_BYTES = 1024 * 1024;
/** A peer that does not read is cut off before messages for it cost more memory than this. */
const MAX_UNSENT_BYTES = 64 * 1024 * 1024;

interface Waiting {
  readonly write: () => void;
  readonly drop: () => void;
}

/**
 * Where a peer's messages and stream data leave. Messages go at once; data waits its turn while the transport is congested, one frame per stream and turn, so
 * that streams share the transport evenly and a message waits behind little data.
 *
 * `onOverflow` is called when the other side has stopped reading; after `close` everything is dropped.
 */
export class Outlet {
  readonly #transport: Transport;
  readonly #onOverflow: (unsentBytes: number) => void;
  #waiting: Waiting[] = [];
  #closed = false;

  constructor(transport: Transport, onOverflow: (unsentBytes: number) => void) {
    this.#transport = transport;
    this.#onOverflow = onOverflow;
  }

  /** @throws CodedError `wire.bad-frame` when the message is too long; TypeError when it holds what is no JSON. Nothing was sent then. */
  send(message: RpcMessage): void {
    if (this.#closed) return;
    this.#transport.send([encodeMessage(message)]);
    if (this.#transport.unsentBytes > MAX_UNSENT_BYTES) this.#onOverflow(this.#transport.unsentBytes);
  }

  /** Calls `write` when data may be sent: at once, or when what waited before has left. Settles after it was called, or after `close` without a call. */
  async turn(write: () => void): Promise<void> {
    if (this.#closed) return;
    if (this.#waiting.length === 0 && !this.#congested) return write();
    await new Promise<void>((resolve, reject) => this.#waiting.push({
      drop: resolve,
      write: () => {
        try {
          resolve(write());
        } catch (failure) {
          reject(failure);
        }
      },
    }));
  }

  sendData(stream: number, bytes: Uint8Array): void {
    if (!this.#closed) this.#transport.send([encodeDataHeader(stream, bytes.length), bytes]);
  }

  /** The transport has room again. */
  resume(): void {
    while (!this.#closed && !this.#congested) {
      const next = this.#waiting.shift();
      if (!next) return;
      next.write();
    }
  }

  close(): void {
    this.#closed = true;
    for (const { drop } of this.#waiting.splice(0)) drop();
  }

  get #congested(): boolean {
    return this.#transport.unsentBytes > CONGESTED_BYTES;
  }
}
