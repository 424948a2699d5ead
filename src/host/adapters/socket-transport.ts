import { Socket } from 'node:net';
import { systemClock, type Clock } from '../../base/clock.js';
import { bug } from '../../base/coded-error.js';
import type { Transport, TransportListener } from '../rpc/transport.js';

/** The file descriptor that joins an extension host to the agent; 0, 1 and 2 stay what plugins expect them to be. */
export const PLUGIN_PIPE_FD = 3;

/** How long `close` waits for the other side to take what was sent before. */
const LAST_WORDS_MS = 1000;

/** The host process's end of the pipe that it was started with. */
export function inheritedTransport(): Transport {
  return new SocketTransport(new Socket({ fd: PLUGIN_PIPE_FD, readable: true, writable: true }));
}

/**
 * A transport over a connected socket or pipe, which it owns from now on. The parts of a frame leave in one system call with whatever else waits, and arrive in the
 * reads' own buffers: no byte is copied within this process.
 */
export class SocketTransport implements Transport {
  readonly #socket: Socket;
  readonly #clock: Clock;
  #listener: TransportListener | undefined;
  #failure: Error | undefined;
  #closing = false;

  constructor(socket: Socket, clock: Clock = systemClock) {
    this.#socket = socket;
    this.#clock = clock;
    socket.on('error', failure => { this.#failure = failure; }); // 'close' follows
  }

  get unsentBytes(): number {
    return this.#socket.writableLength;
  }

  start(listener: TransportListener): void {
    if (this.#listener) throw bug('a transport was started twice');
    this.#listener = listener;
    this.#socket.on('data', chunk => {
      if (!this.#closing) listener.onData(chunk);
    });
    if (this.#socket.closed) listener.onClose(this.#failure);
    else this.#socket.once('close', () => listener.onClose(this.#failure));
  }

  send(parts: readonly Uint8Array[]): void {
    if (this.#closing || !this.#socket.writable) return;
    this.#socket.cork();
    parts.forEach((part, index) => this.#socket.write(part, index === parts.length - 1 ? this.#onWritten : undefined));
    this.#socket.uncork();
  }

  close(): void {
    if (this.#closing) return;
    this.#closing = true;
    const patience = this.#clock.after(LAST_WORDS_MS, () => this.#socket.destroy(), { unref: true });
    this.#socket.once('close', () => patience.cancel());
    this.#socket.destroySoon();
  }

  readonly #onWritten = (failure?: Error | null): void => {
    if (!failure && !this.#closing) this.#listener?.onDrain();
  };
}
