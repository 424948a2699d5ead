import type { Transport, TransportListener } from '../../../../../src/host/rpc/index.js';

/** A pipe that nobody reads at the other end, until `read`. */
export class StuckTransport implements Transport {
  unsentBytes = 0;
  #unread: Uint8Array[] = [];
  #listener: TransportListener | undefined;

  start(listener: TransportListener): void {
    this.#listener = listener;
  }

  close(): void {}

  send(parts: readonly Uint8Array[]): void {
    this.#unread.push(...parts);
    for (const part of parts) this.unsentBytes += part.length;
  }

  /** Everything that was sent, also what is sent now that there is room. */
  read(): Buffer {
    const read: Uint8Array[] = [];
    while (this.#unread.length > 0) {
      read.push(...this.#unread.splice(0));
      this.unsentBytes = 0;
      this.#listener?.onDrain();
    }
    return Buffer.concat(read);
  }
}
