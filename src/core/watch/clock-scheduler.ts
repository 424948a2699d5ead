import { Subscription, type SchedulerAction, type SchedulerLike } from 'rxjs';
import type { Clock, Timer } from '../../base/clock.js';

/**
 * The product's clock as a scheduler of rxjs.
 *
 * `now` is monotonic time: rxjs' own async scheduler uses wall time, and a `debounceTime` that is open while the clock
 * is set back an hour would stay open for that hour.
 */
export function clockScheduler(clock: Clock): SchedulerLike {
  return {
    now: () => clock.monotonicMs(),
    schedule<T>(work: (this: SchedulerAction<T>, state?: T) => void, delayMs = 0, state?: T): Subscription {
      return new ClockAction(clock, work).schedule(state, delayMs);
    },
  };
}

/** One piece of work, which may schedule itself again from within. */
class ClockAction<T> extends Subscription implements SchedulerAction<T> {
  readonly #clock: Clock;
  readonly #work: (this: SchedulerAction<T>, state?: T) => void;
  #timer: Timer | undefined;

  constructor(clock: Clock, work: (this: SchedulerAction<T>, state?: T) => void) {
    super();
    this.#clock = clock;
    this.#work = work;
    this.add(() => this.#timer?.cancel());
  }

  schedule(state?: T, delayMs = 0): Subscription {
    if (this.closed) return this;
    this.#timer?.cancel();
    this.#timer = this.#clock.after(delayMs, () => {
      this.#timer = undefined;
      this.#work(state);
      if (this.#timer === undefined) this.unsubscribe();
    });
    return this;
  }
}
