import type { Clock, Timer } from '../../src/base/clock.js';

interface PendingTimer {
  readonly dueMs: number;
  readonly action: () => void;
}

/** A clock that stands still until it is told to go on. */
export class ManualClock implements Clock {
  #wallMs: number;
  #monotonicMs = 0;
  #timers = new Set<PendingTimer>();

  constructor(wallMs = 0) {
    this.#wallMs = wallMs;
  }

  nowMs(): number {
    return this.#wallMs;
  }

  monotonicMs(): number {
    return this.#monotonicMs;
  }

  after(delayMs: number, action: () => void): Timer {
    const timer = { dueMs: this.#monotonicMs + Math.max(0, delayMs), action };
    this.#timers.add(timer);
    return { cancel: () => void this.#timers.delete(timer) };
  }

  get pendingTimers(): number {
    return this.#timers.size;
  }

  /** Moves the wall clock alone: sleep, or somebody sets it. */
  shiftWall(byMs: number): void {
    this.#wallMs += byMs;
  }

  /** Lets time pass: timers fire in the order they are due, and promises resolve before and after each. */
  async advance(byMs: number): Promise<void> {
    const untilMs = this.#monotonicMs + byMs;
    await settlePromises();
    for (;;) {
      const due = [...this.#timers].filter(timer => timer.dueMs <= untilMs).sort((a, b) => a.dueMs - b.dueMs)[0];
      if (due === undefined) break;
      this.#timers.delete(due);
      this.#moveTo(due.dueMs);
      due.action();
      await settlePromises();
    }
    this.#moveTo(untilMs);
  }

  #moveTo(monotonicMs: number): void {
    this.#wallMs += monotonicMs - this.#monotonicMs;
    this.#monotonicMs = monotonicMs;
  }
}

/** One turn of the event loop: every promise chain that needs no I/O has run to its end by then. */
function settlePromises(): Promise<void> {
  return new Promise(resolve => { setImmediate(resolve); });
}
