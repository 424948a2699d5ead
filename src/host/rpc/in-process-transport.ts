import { Buffer } from 'node:buffer';
import { systemClock, type Clock } from '../../base/clock.js';
import { bug } from '../../base/coded-error.js';
import type { Transport, TransportListener } from './transport.js';

/** After this much in one turn of the event loop, delivery goes on in the next one, so that timers and sockets get theirs. */
const TURN_BYTES = 4 * 1024 * 1024;
const TURN_DELIVERIES = 512;

/**
 * Two ends of a transport within one process, for built-in plugins and tests.
 *
 * Everything is copied and delivered later, never within `send`: both sides see what they would see over a pipe, and neither can reach the other's memory.
 * A round trip costs some microtasks.
 */
export function inProcessTransports(clock: Clock = systemClock): readonly [Transport, Transport] {
  const a = new InProcessEnd(clock);
  const b = new InProcessEnd(clock);
  a.connect(b);
  b.connect(a);
  return [a, b];
}

class InProcessEnd implements Transport {
  readonly #clock: Clock;
  #other: InProcessEnd | undefined;
  #listener: TransportListener | undefined;
  #inbox: Buffer[] = []; // what the other end has sent and this one has not been given
  #unsentBytes = 0;
  #scheduled = false;
  #turn = { bytes: 0, deliveries: 0 };
  #ending = false; //  no more will come
  #closed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get unsentBytes(): number {
    return this.#unsentBytes;
  }

  connect(other: InProcessEnd): void {
    this.#other = other;
  }

  start(listener: TransportListener): void {
    if (this.#listener) throw bug('a transport was started twice');
    this.#listener = listener;
    this.#schedule();
  }

  send(parts: readonly Uint8Array[]): void {
    if (this.#ending || this.#closed) return;
    const copy = Buffer.concat(parts);
    this.#unsentBytes += copy.length;
    this.#other?.accept(copy);
  }

  close(): void {
    if (this.#ending || this.#closed) return;
    this.#ending = true;
    this.#inbox = [];
    this.#schedule();
    this.#other?.endAfterInbox();
  }

  accept(bytes: Buffer): void {
    if (this.#ending || this.#closed) return;
    this.#inbox.push(bytes);
    this.#schedule();
  }

  endAfterInbox(): void {
    this.#ending = true;
    this.#schedule();
  }

  /** The other end was given bytes of ours. */
  delivered(bytes: number): void {
    this.#unsentBytes -= bytes;
    if (!this.#closed) this.#listener?.onDrain();
  }

  #schedule(): void {
    if (this.#scheduled || this.#closed || !this.#listener) return;
    this.#scheduled = true;
    if (this.#turn.bytes < TURN_BYTES && this.#turn.deliveries < TURN_DELIVERIES) {
      queueMicrotask(() => this.#deliver());
      return;
    }
    this.#clock.after(0, () => {
      this.#turn = { bytes: 0, deliveries: 0 };
      this.#deliver();
    });
  }

  #deliver(): void {
    this.#scheduled = false;
    const chunk = this.#inbox.shift();
    if (chunk) {
      this.#turn = { bytes: this.#turn.bytes + chunk.length, deliveries: this.#turn.deliveries + 1 };
      this.#listener?.onData(chunk);
      this.#other?.delivered(chunk.length);
      if (this.#inbox.length > 0 || this.#ending) this.#schedule();
    } else if (this.#ending && !this.#closed) {
      this.#closed = true;
      this.#listener?.onClose();
    }
  }
}
