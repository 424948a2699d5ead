import { bug } from './coded-error.js';

/** Something that is owned and must be given back exactly once; further calls do nothing. */
export interface Disposable {
  dispose(): void | Promise<void>;
}

/**
 * Owns other disposables and gives them back in reverse order of registration.
 *
 * One that fails does not stop the rest; the first failure is thrown after all were asked.
 */
export class DisposableStore implements Disposable {
  #owned: Disposable[] = [];
  #disposed = false;

  /** Takes ownership and returns its argument, so that a member can be declared and owned in one line. */
  register<T extends Disposable>(owned: T): T {
    if (this.#disposed) throw bug('registered with a store that was disposed');
    this.#owned.push(owned);
    return owned;
  }

  /** Registers a plain function. */
  defer(action: () => void | Promise<void>): void {
    this.register({ dispose: action });
  }

  async dispose(): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    const failures: unknown[] = [];
    for (const owned of this.#owned.reverse()) {
      try {
        await owned.dispose();
      } catch (failure) {
        failures.push(failure);
      }
    }
    this.#owned = [];
    if (failures.length > 0) throw failures[0];
  }
}
