import type { Clock, Timer } from '../../src/base/clock.js';

/**
 * A clock that jumps: as soon as everything else has had its turn, it moves to the earliest timer and
 * fires it. Tests of pauses need neither sleeping nor a hand on the clock.
 */
export class SkippingClock implements Clock {
  #nowMs: number;
  #order = 0;
  readonly #timers = new Set<{ readonly dueMs: number; readonly order: number; readonly action: () => void }>();
  /** Every delay that was asked for. */
  readonly delays: number[] = [];

  constructor(startMs = 0) {
    this.#nowMs = startMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, action: () => void): Timer {
    this.delays.push(delayMs);
    const timer = { dueMs: this.#nowMs + delayMs, order: this.#order++, action };
    this.#timers.add(timer);
    setImmediate(() => this.#fireEarliest());
    return { cancel: () => void this.#timers.delete(timer) };
  }

  #fireEarliest(): void {
    const [earliest] = [...this.#timers].sort((a, b) => a.dueMs - b.dueMs || a.order - b.order);
    if (!earliest) return;
    this.#timers.delete(earliest);
    this.#nowMs = Math.max(this.#nowMs, earliest.dueMs);
    earliest.action();
  }
}
