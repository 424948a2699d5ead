import type { Clock } from '../base/clock.js';
import { encodePath } from '../base/path-bytes.js';
import type { JobProgress } from '../core/ports/engine.js';
import type { ForgetProgress } from '../core/maintenance/forget-paths.js';

const NOTHING: ForgetProgress = { done: 0, total: 0, found: false, path: undefined };

/** A deletion from the vault as the queue shows jobs: items done and left, and which. It is not paused in the middle: the catalog's transaction is open. */
export class DeletionJob {
  readonly #clock: Clock;
  #progress = NOTHING;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** All is noted: it is being committed, and the next backup prepared. */
  get isFinishing(): boolean {
    const { done, total, found } = this.#progress;
    return found && done === total;
  }

  /** Lets whatever waits have its turn: answers about the progress are given meanwhile. */
  step(progress: ForgetProgress): Promise<void> {
    this.#progress = progress;
    return new Promise(resolve => this.#clock.after(0, resolve));
  }

  progress(): JobProgress {
    const { done, total, found, path } = this.#progress;
    return { filesDone: done, filesTotal: total, bytesDone: 0, bytesTotal: 0, walkComplete: found, currentPath: path === undefined ? undefined : encodePath(path) };
  }

  pause(): void {}

  resume(): void {}
}
