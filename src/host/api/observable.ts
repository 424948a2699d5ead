declare global {
  interface SymbolConstructor {
    /** What libraries such as rxjs ask a stream for (https://github.com/tc39/proposal-observable). */
    readonly observable: symbol;
  }
}

/**
 * A stream of values in the shape that rxjs takes: `from(mamori.events.runs)` gives a full rxjs observable.
 *
 * Nothing is delivered to an observer before it subscribes, and nothing after its subscription was closed. Values arrive in order; a stream of this API
 * never completes by itself and never fails while the plugin is active.
 */
export interface Observable<T> {
  subscribe(observer: ((value: T) => void) | Partial<Observer<T>>): Subscription;
  /** The stream itself: what makes rxjs take it. */
  [Symbol.observable](): Observable<T>;
}

export interface Observer<T> {
  next(value: T): void;
  error(failure: unknown): void;
  complete(): void;
}

export interface Subscription {
  unsubscribe(): void;
}
