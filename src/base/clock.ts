/** A cancellable timer. */
export interface Timer {
  cancel(): void;
}

/**
 * Time as a parameter: nothing else in the product may call `Date.now`, `performance.now` or `setTimeout`.
 *
 * - `nowMs` is wall time, milliseconds since the Unix epoch; it may jump in either direction.
 * - `monotonicMs` never goes back; on Linux it stops while the machine sleeps.
 * - `after` calls once, no earlier than `delayMs`, unless cancelled; it does not keep the process alive
 *   when `unref` is set.
 */
export interface Clock {
  nowMs(): number;
  monotonicMs(): number;
  after(delayMs: number, action: () => void, options?: { readonly unref?: boolean }): Timer;
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs, action, options) {
    const handle = setTimeout(action, delayMs);
    if (options?.unref) handle.unref();
    return { cancel: () => clearTimeout(handle) };
  },
};
