import type { Clock } from '../../../base/clock.js';
import { orAborted, wait } from './wait.js';

/**
 * Lets bytes pass at a mean rate; after a pause, up to `burstMs` worth of them at once.
 *
 * A caller takes any amount, even more than the burst, as soon as the level is above zero; the level then
 * goes below zero and those who follow wait for it. Callers are served in order; one that aborts while it
 * waits takes nothing. The rate is above zero.
 */
export class TokenBucket {
  readonly #bytesPerMs: number;
  readonly #capacity: number;
  readonly #clock: Clock;
  #level: number;
  #updatedMs: number;
  #turn: Promise<void> = Promise.resolve();

  constructor(bytesPerSecond: number, clock: Clock, burstMs = 1000) {
    this.#bytesPerMs = bytesPerSecond / 1000;
    this.#capacity = this.#bytesPerMs * burstMs;
    this.#clock = clock;
    this.#level = this.#capacity;
    this.#updatedMs = clock.monotonicMs();
  }

  take(bytes: number, signal?: AbortSignal): Promise<void> {
    const mine = this.#turn.then(() => this.#takeNow(bytes, signal));
    this.#turn = mine.catch(() => {});
    return signal ? orAborted(mine, signal) : mine;
  }

  async #takeNow(bytes: number, signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    this.#refill();
    while (this.#level <= 0) {
      await wait(this.#clock, Math.ceil((1 - this.#level) / this.#bytesPerMs), signal);
      this.#refill();
    }
    this.#level -= bytes;
  }

  #refill(): void {
    const nowMs = this.#clock.monotonicMs();
    this.#level = Math.min(this.#capacity, this.#level + (nowMs - this.#updatedMs) * this.#bytesPerMs);
    this.#updatedMs = nowMs;
  }
}
