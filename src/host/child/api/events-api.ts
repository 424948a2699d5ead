import { Observable, Subject } from 'rxjs';
import type { Configuration, Events, Observable as Stream } from '../../api/index.js';
import type { Handlers } from '../../rpc/index.js';
import type { PluginCalls } from '../plugin-side.js';
import type { ApiLife } from './api-life.js';

const EVENTS = ['runs', 'sources', 'notices', 'configuration'] as const;
export type EventName = (typeof EVENTS)[number];

export interface EventsApi {
  readonly api: Events;
  readonly onDidChangeConfiguration: Configuration['onDidChange'];
  readonly handlers: Pick<Handlers<PluginCalls>, '$events.emit'>;
}

/** Streams from the agent. The agent sends nothing of a stream that has no observer here. */
export function eventsApi(life: ApiLife): EventsApi {
  const streams = new Map(EVENTS.map(event => [event, new EventStream(life, event)]));
  const of = <T>(event: EventName) => streams.get(event)?.values as unknown as Stream<T>; // rxjs's own types do not tell of Symbol.observable
  return {
    api: { runs: of('runs'), sources: of('sources'), notices: of('notices') },
    onDidChangeConfiguration: of('configuration'),
    handlers: {
      '$events.emit': ({ event, value }) => {
        streams.get(event)?.emit(value);
        return undefined;
      },
    },
  };
}

class EventStream {
  /** One subscription at the agent serves all observers: the first begins it, the last one ends it. Completes when the plugin is deactivated. */
  readonly values: Observable<unknown>;
  readonly #subject = new Subject<unknown>();

  constructor(life: ApiLife, event: EventName) {
    this.values = new Observable(observer => {
      if (life.over) return observer.complete();
      const owned = life.own(() => observer.complete());
      if (!this.#subject.observed) void life.tell('$events.subscribe', { event });
      const subscription = this.#subject.subscribe(observer);
      return () => {
        subscription.unsubscribe();
        void owned.dispose();
        if (!this.#subject.observed) void life.tell('$events.unsubscribe', { event });
      };
    });
  }

  emit(value: unknown): void {
    this.#subject.next(value);
  }
}
