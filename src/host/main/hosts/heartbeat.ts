import type { Clock, Timer } from '../../../base/clock.js';
import type { Disposable } from '../../../base/disposable.js';
import { patience } from './patience.js';

export interface HeartbeatOptions {
  /** Asks for a sign of life. Its failure ends the heartbeat: the conversation is over, and others know. */
  readonly ping: () => Promise<unknown>;
  readonly everyMs: number;
  readonly verdictMs: number;
  readonly clock: Clock;
  /** Told once: a ping stayed unanswered for `verdictMs`. */
  readonly onSilence: () => void;
}

/** Asks one ping after the other until disposed, the first at once; at most one is under way. */
export class Heartbeat implements Disposable {
  readonly #options: HeartbeatOptions;
  #timer: Timer | undefined;
  #over = false;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    this.#beat();
  }

  dispose(): void {
    this.#over = true;
    this.#timer?.cancel();
  }

  #beat(): void {
    const { ping, everyMs, verdictMs, clock, onSilence } = this.#options;
    this.#timer = patience(clock, verdictMs, () => {
      this.dispose();
      onSilence();
    });
    ping().then(() => {
      if (this.#over) return;
      this.#timer?.cancel();
      this.#timer = clock.after(everyMs, () => this.#beat(), { unref: true });
    }, () => this.dispose());
  }
}
