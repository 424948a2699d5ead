import type { Clock, Timer } from '../../../base/clock.js';

const SLICES = 4;

/**
 * Calls `onOver` once when `limitMs` have passed, unless cancelled.
 *
 * The time is waited for in slices, one timer after the other: when this process itself stood still (a laptop asleep, a long garbage collection), that counts as one
 * slice, and answers that arrived meanwhile are read before the next. Nobody is found guilty for our own absence.
 */
export function patience(clock: Clock, limitMs: number, onOver: () => void): Timer {
  let left = SLICES;
  let timer: Timer;
  const wait = () => {
    timer = clock.after(limitMs / SLICES, () => {
      left -= 1;
      if (left > 0) wait();
      else onOver();
    }, { unref: true });
  };
  wait();
  return { cancel: () => timer.cancel() };
}

/** Runs `work` with a signal that fires after `limitMs` with what `onOver` makes, or never. Settles as the work does. */
export async function withinLimit<T>(clock: Clock, limitMs: number, onOver: () => unknown, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const timer = patience(clock, limitMs, () => abort.abort(onOver()));
  try {
    return await work(abort.signal);
  } finally {
    timer.cancel();
  }
}
