import type { Clock, Timer } from '../../base/clock.js';

export interface Share {
  /** Part of this thread's time, above 0 and up to 1, that the calls of one caller may take in the long run. */
  readonly part: number;
  /** Milliseconds of this thread that a caller may take at once after it was quiet. */
  readonly burstMs: number;
}

/**
 * Lets the calls of one caller begin in their order, so that what they do at once (until they first wait for something) takes no more than a share of this thread: a bucket of time that fills
 * at the share's rate up to the burst, from which each call takes what it has used. A call may overdraw it; those behind it wait until that is paid back.
 *
 * Token bucket: Turner, "New directions in communications", IEEE Communications Magazine 24(10), 1986; here the tokens are milliseconds.
 */
export class Turns {
  readonly #clock: Clock;
  readonly #share: Share;
  readonly #waiting: (() => void)[] = [];
  #heldMs: number;
  #filledAtMs: number;
  #timer: Timer | undefined;
  #closed = false;

  constructor(clock: Clock, share: Share) {
    this.#clock = clock;
    this.#share = share;
    this.#heldMs = share.burstMs;
    this.#filledAtMs = clock.monotonicMs();
  }

  /** Calls that wait for their turn. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Undefined when the call may begin at once; else resolves when it may. */
  take(): Promise<void> | undefined {
    if (this.#closed || (this.#waiting.length === 0 && this.#held() > 0)) return undefined;
    return new Promise(resolve => {
      this.#waiting.push(resolve);
      this.#wake();
    });
  }

  /** Runs what a call does at once and takes its time off the bucket, also when it throws. */
  spend<T>(work: () => T): T {
    const beganMs = this.#clock.monotonicMs();
    try {
      return work();
    } finally {
      this.#heldMs = this.#held() - (this.#clock.monotonicMs() - beganMs);
    }
  }

  /** Lets everybody through: nobody waits for the answers any more. */
  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
    for (const begin of this.#waiting.splice(0)) begin();
  }

  #held(): number {
    const nowMs = this.#clock.monotonicMs();
    this.#heldMs = Math.min(this.#share.burstMs, this.#heldMs + (nowMs - this.#filledAtMs) * this.#share.part);
    this.#filledAtMs = nowMs;
    return this.#heldMs;
  }

  #wake(): void {
    if (this.#timer || this.#waiting.length === 0) return;
    const waitMs = Math.max(1, Math.ceil((1 - this.#held()) / this.#share.part)); // until there is a millisecond to spend
    this.#timer = this.#clock.after(waitMs, () => {
      this.#timer = undefined;
      if (this.#held() > 0) this.#waiting.shift()?.();
      this.#wake();
    }, { unref: true });
  }
}
