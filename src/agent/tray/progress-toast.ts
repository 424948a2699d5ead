import type { Clock, Timer } from '../../base/clock.js';
import type { Disposable } from '../../base/disposable.js';
import type { Logger } from '../../base/logger.js';
import type { Toast, ToastDriver } from '../../notifications/toast/toast-driver.js';

const ID = 'tray-progress';
/** Often enough to see that it goes on; a daemon draws the whole toast anew each time. */
const AGAIN_MS = 2_000;

export interface ProgressToastOptions {
  readonly toasts: ToastDriver;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What there is to say now. */
  readonly words: () => Pick<Toast, 'title' | 'text'> & { readonly goesOn: boolean };
}

/**
 * What a click on the tray icon shows: the state in a toast, which follows the work that goes on until it ends or somebody sends the toast away.
 *
 * It is no notice: nothing of it is kept, and where there are no toasts nothing happens.
 */
export class ProgressToast implements Disposable {
  readonly #options: ProgressToastOptions;
  readonly #stop = new AbortController();
  readonly #listening: Disposable;
  #timer: Timer | undefined;
  #work: Promise<void> = Promise.resolve();

  constructor(options: ProgressToastOptions) {
    this.#options = options;
    this.#listening = options.toasts.onDidHear(event => {
      if ('id' in event && event.id === ID) this.#timer?.cancel();
    });
  }

  show(): void {
    this.#timer?.cancel();
    this.#work = this.#work.then(() => this.#tell());
  }

  async dispose(): Promise<void> {
    this.#stop.abort(new DOMException('the agent stops', 'AbortError'));
    this.#timer?.cancel();
    await this.#listening.dispose();
    await this.#work;
  }

  async #tell(): Promise<void> {
    const { toasts, clock, logger, words } = this.#options;
    const { goesOn, ...said } = words();
    try {
      await toasts.show({ id: ID, slot: ID, severity: 'information', buttons: [], ...said }, this.#stop.signal);
      if (goesOn && !this.#stop.signal.aborted) this.#timer = clock.after(AGAIN_MS, () => this.show(), { unref: true });
    } catch (failure) {
      logger.debug('the progress cannot be shown', { failure: String(failure) });
    }
  }
}
