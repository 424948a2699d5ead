import { CodedError } from '../../base/coded-error.js';
import type { Disposable } from '../../base/disposable.js';
import type { Toast, ToastDriver, ToastEvent } from './toast-driver.js';

/**
 * Shows toasts by a first driver, and by a second what the first fails at (`notice.channel-failed`).
 *
 * That there is nothing to show toasts on, or that somebody turned them off (`notice.channel-unavailable`), is true of both: nobody is gone around.
 */
export class FallbackToastDriver implements ToastDriver {
  readonly name: string;
  readonly #first: ToastDriver;
  readonly #second: ToastDriver;
  readonly #bySecond = new Set<string>();

  constructor(first: ToastDriver, second: ToastDriver) {
    this.name = first.name;
    this.#first = first;
    this.#second = second;
  }

  async show(toast: Toast, signal: AbortSignal): Promise<void> {
    try {
      await this.#first.show(toast, signal);
    } catch (failure) {
      if (!(failure instanceof CodedError) || failure.code !== 'notice.channel-failed') throw failure;
      await this.#second.show(toast, signal);
      if (toast.slot !== undefined) this.#bySecond.add(toast.slot);
      return;
    }
    if (toast.slot !== undefined && this.#bySecond.delete(toast.slot)) this.#second.withdraw(toast.slot);
  }

  withdraw(slot: string): void {
    this.#first.withdraw(slot);
    if (this.#bySecond.delete(slot)) this.#second.withdraw(slot);
  }

  onDidHear(listener: (event: ToastEvent) => void): Disposable {
    const hearing = [this.#first.onDidHear(listener), this.#second.onDidHear(listener)];
    return { dispose: async () => void (await Promise.all(hearing.map(one => one.dispose()))) };
  }

  async dispose(): Promise<void> {
    await Promise.all([this.#first.dispose(), this.#second.dispose()]);
  }
}
