import type { Disposable } from '../../../base/disposable.js';
import type { EventSource } from '../services.js';
import { NewestValues } from './newest-values.js';

/** What a plugin has not taken yet; past it the oldest values are dropped. */
export const MAX_WAITING_EVENTS = 256;

/**
 * One stream on its way to one plugin: a value at a time, the next when the plugin has answered the last.
 *
 * `send` is asked while `mayFlow` says so; values wait otherwise, the newest `MAX_WAITING_EVENTS` of them. A value that cannot be delivered is gone.
 */
export class EventFeed implements Disposable {
  readonly #waiting = new NewestValues<unknown>(MAX_WAITING_EVENTS);
  readonly #send: (value: unknown, signal: AbortSignal) => Promise<unknown>;
  readonly #mayFlow: () => boolean;
  readonly #abort = new AbortController();
  readonly #subscription: { unsubscribe(): void };
  #sending = false;

  constructor({ source, send, mayFlow }: {
    readonly source: EventSource<unknown>; readonly send: (value: unknown, signal: AbortSignal) => Promise<unknown>; readonly mayFlow: () => boolean;
  }) {
    this.#send = send;
    this.#mayFlow = mayFlow;
    this.#subscription = source.subscribe(value => {
      this.#waiting.push(value);
      this.flow();
    });
  }

  /** Goes on, if it may and does not. */
  flow(): void {
    if (!this.#sending) void this.#pump();
  }

  dispose(): void {
    this.#abort.abort(new DOMException('unsubscribed', 'AbortError'));
    this.#subscription.unsubscribe();
  }

  async #pump(): Promise<void> {
    const { signal } = this.#abort;
    this.#sending = true;
    while (!signal.aborted && this.#mayFlow()) {
      const next = this.#waiting.shift();
      if (!next) break;
      await this.#send(next.value, signal).catch(() => {});
    }
    this.#sending = false;
  }
}
