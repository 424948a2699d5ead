import { Observable, type Subscriber } from 'rxjs';
import type { CodedError } from '../../src/base/coded-error.js';
import type { ChangeSource } from '../../src/core/watch/change-source.js';
import type { SourceEvent } from '../../src/core/watch/source-event.js';

/** A change source that says what a test makes it say; it counts its subscriptions. */
export class ScriptedChangeSource implements ChangeSource {
  readonly name: string;
  readonly reportsOverflow: boolean;
  watches = 0;
  #active: Subscriber<SourceEvent> | undefined;

  constructor(name: string, reportsOverflow: boolean) {
    this.name = name;
    this.reportsOverflow = reportsOverflow;
  }

  watch(): Observable<SourceEvent> {
    return new Observable(subscriber => {
      this.watches += 1;
      this.#active = subscriber;
      return () => { if (this.#active === subscriber) this.#active = undefined; };
    });
  }

  get isActive(): boolean {
    return this.#active !== undefined;
  }

  tell(...events: readonly SourceEvent[]): void {
    for (const event of events) this.#active?.next(event);
  }

  change(...paths: readonly string[]): void {
    this.tell(...paths.map(path => ({ kind: 'change', path, hint: 'unknown', at: 1 }) as const));
  }

  fail(error: CodedError): void {
    const active = this.#active;
    active?.next({ kind: 'error', error });
    active?.complete();
  }

  complete(): void {
    this.#active?.complete();
  }
}
