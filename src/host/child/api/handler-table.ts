import type { Disposable } from '../../api/index.js';
import { duplicateHandler, noHandler, notContributed, type HandlerKind } from '../../refusals.js';
import type { ApiLife } from './api-life.js';

export interface HandlerTableOptions<T> {
  readonly life: ApiLife;
  readonly kind: HandlerKind;
  /** Ids that the manifest contributes; no other is taken. */
  readonly contributed: readonly string[];
  /** Tells the agent that there is an action now; a failure is logged, for the plugin has been answered by then. */
  readonly announce: (id: string, handler: T) => Promise<unknown>;
  readonly retract: (id: string) => Promise<unknown>;
}

/** What a plugin has given an action to, of one kind. */
export class HandlerTable<T> {
  readonly #options: HandlerTableOptions<T>;
  readonly #contributed: ReadonlySet<string>;
  readonly #handlers = new Map<string, T>();

  constructor(options: HandlerTableOptions<T>) {
    this.#options = options;
    this.#contributed = new Set(options.contributed);
  }

  /** @throws CodedError `plugin.not-active`, `plugin.not-contributed`, `plugin.duplicate-command` or `plugin.duplicate-handler` */
  register(id: string, handler: T): Disposable {
    const { life, kind, announce, retract } = this.#options;
    life.checkActive();
    if (!this.#contributed.has(id)) throw notContributed(life.plugin, kind, id);
    if (this.#handlers.has(id)) throw duplicateHandler(life.plugin, kind, id);
    this.#handlers.set(id, handler);
    const registration = life.own(async () => {
      this.#handlers.delete(id);
      await retract(id);
    });
    announce(id, handler).catch((failure: unknown) => life.tell('$log.write', { level: 'warn', message: `${kind} ${id} was not registered: ${String(failure)}` }));
    return registration;
  }

  /** @throws CodedError `plugin.no-handler` */
  find(id: string): T {
    const handler = this.#handlers.get(id);
    if (handler === undefined) throw noHandler(this.#options.life.plugin, this.#options.kind, id);
    return handler;
  }
}
