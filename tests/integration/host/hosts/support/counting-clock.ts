import { systemClock, type Clock, type Timer } from '../../../../../src/base/clock.js';

/** The real clock, which knows how many timers are set. */
export class CountingClock implements Clock {
  readonly #pending = new Set<object>();
  readonly nowMs = systemClock.nowMs;
  readonly monotonicMs = systemClock.monotonicMs;

  get pendingTimers(): number {
    return this.#pending.size;
  }

  after(delayMs: number, action: () => void, options?: { readonly unref?: boolean }): Timer {
    const entry = {};
    this.#pending.add(entry);
    const timer = systemClock.after(delayMs, () => {
      this.#pending.delete(entry);
      action();
    }, options);
    return {
      cancel: () => {
        this.#pending.delete(entry);
        timer.cancel();
      },
    };
  }
}
