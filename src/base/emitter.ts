/** Hears values; the object form is rxjs' observer, of which only `next` is used here. */
export type Listener<T> = ((value: T) => void) | { next?(value: T): void };

/** What listeners see of an emitter: rxjs' `from` takes it, and so does `for`-free code that has no use for rxjs. */
export interface EventStream<T> {
  subscribe(listener: Listener<T>): { unsubscribe(): void };
}

/**
 * Tells those who listen, in the order in which they came, and keeps nothing. For places that a single command loads too, which pays for no streams library.
 *
 * A listener that throws does not keep the others from hearing; its failure goes to `onFailure`. One that subscribes or unsubscribes while a value is told does so for
 * the next value.
 */
export class Emitter<T> implements EventStream<T> {
  readonly #listeners = new Set<(value: T) => void>();
  readonly #onFailure: (failure: unknown) => void;

  constructor(onFailure: (failure: unknown) => void = () => {}) {
    this.#onFailure = onFailure;
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  subscribe(listener: Listener<T>): { unsubscribe(): void } {
    const hear = typeof listener === 'function' ? (value: T) => listener(value) : (value: T) => listener.next?.(value); // one entry per subscription
    this.#listeners.add(hear);
    return { unsubscribe: () => void this.#listeners.delete(hear) };
  }

  fire(value: T): void {
    for (const hear of [...this.#listeners]) {
      try {
        hear(value);
      } catch (failure) {
        this.#onFailure(failure);
      }
    }
  }
}

/** The stream of what `convert` makes of each value. */
export function mapped<T, R>(stream: EventStream<T>, convert: (value: T) => R): EventStream<R> {
  return {
    subscribe: listener => stream.subscribe(typeof listener === 'function' ? value => listener(convert(value)) : value => listener.next?.(convert(value))),
  };
}
