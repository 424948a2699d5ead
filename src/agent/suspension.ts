import type { Clock } from '../base/clock.js';
import type { WorkContext } from './run-queue.js';

/** How often work that waits looks whether others want its turn. */
const LOOK_MS = 1_000;

/** The wish that one piece of work should wait, such as during the pause window of the schedule. */
export class Suspension {
  #suspended = false;
  #resting = false;
  #onBegin: () => void = () => undefined;

  get suspended(): boolean {
    return this.#suspended;
  }

  /** The work waits: nothing of it is half done. */
  get resting(): boolean {
    return this.#resting;
  }

  set(suspended: boolean): void {
    const begins = suspended && !this.#suspended;
    this.#suspended = suspended;
    if (begins) this.#onBegin();
  }

  /** What to do when it begins; the last one asked for counts. */
  onBegin(action: () => void): void {
    this.#onBegin = action;
    if (this.#suspended) action();
  }

  /** Waits in its turn, but lets everybody else who comes go first: a restore is not held back by a backup that waits. Rejects with the abort reason. */
  async wait(clock: Clock, { signal, isAwaited, giveWay }: Pick<WorkContext, 'signal' | 'isAwaited' | 'giveWay'>): Promise<void> {
    try {
      while (this.#suspended) {
        this.#resting = true;
        signal.throwIfAborted();
        if (isAwaited()) await giveWay();
        else await aMoment(clock, signal);
      }
    } finally {
      this.#resting = false;
    }
  }
}

function aMoment(clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = clock.after(LOOK_MS, end, { unref: true });
    signal.addEventListener('abort', end, { once: true });
    function end(): void {
      timer.cancel();
      signal.removeEventListener('abort', end);
      resolve();
    }
  });
}
