import type { Clock } from '../../../base/clock.js';
import { CodedError } from '../../../base/coded-error.js';
import type { LogFields, Logger } from '../../../base/logger.js';
import type { ByteRange, ObjectInfo, ObjectStore, PutOptions, StoreCallOptions } from '../../ports/object-store.js';
import { ForwardingObjectStore } from './forwarding-object-store.js';

/**
 * Writes one line a call: what, which object, how many bytes, how long; failures with their code.
 *
 * Calls are debug lines, failures warnings, except those that are ordinary answers (`store.exists`,
 * `store.not-found`) and aborts. A listing is one line with its count. Names of objects tell nothing of
 * the files in them.
 */
export class LoggingObjectStore extends ForwardingObjectStore {
  readonly #logger: Logger;
  readonly #clock: Clock;

  constructor(inner: ObjectStore, logger: Logger, clock: Clock) {
    super(inner);
    this.#logger = logger;
    this.#clock = clock;
  }

  override put(name: string, data: Uint8Array | readonly Uint8Array[], options?: PutOptions): Promise<void> {
    const bytes = data instanceof Uint8Array ? data.length : data.reduce((sum, part) => sum + part.length, 0);
    return this.#logged('put', { name, bytes }, () => super.put(name, data, options));
  }

  override get(name: string, range?: ByteRange, options?: StoreCallOptions): Promise<Buffer> {
    return this.#logged('get', { name, ...range }, () => super.get(name, range, options), read => ({ bytes: read.length }));
  }

  override head(name: string, options?: StoreCallOptions): Promise<ObjectInfo | undefined> {
    return this.#logged('head', { name }, () => super.head(name, options), info => ({ found: info !== undefined }));
  }

  override async *list(prefix: string, options?: StoreCallOptions): AsyncGenerator<ObjectInfo> {
    const startMs = this.#clock.monotonicMs();
    let count = 0;
    try {
      for await (const info of super.list(prefix, options)) {
        count += 1;
        yield info;
      }
    } catch (failure) {
      this.#fail('list', { prefix, count }, startMs, failure);
      throw failure;
    }
    this.#logger.debug('store list', { prefix, count, ms: this.#since(startMs) });
  }

  override delete(name: string, options?: StoreCallOptions): Promise<void> {
    return this.#logged('delete', { name }, () => super.delete(name, options));
  }

  async #logged<T>(call: string, fields: LogFields, run: () => Promise<T>, outcome: (result: T) => LogFields = () => ({})): Promise<T> {
    const startMs = this.#clock.monotonicMs();
    try {
      const result = await run();
      this.#logger.debug(`store ${call}`, { ...fields, ...outcome(result), ms: this.#since(startMs) });
      return result;
    } catch (failure) {
      this.#fail(call, fields, startMs, failure);
      throw failure;
    }
  }

  #fail(call: string, fields: LogFields, startMs: number, failure: unknown): void {
    const code = failure instanceof CodedError ? failure.code : undefined;
    const ordinary = code === undefined || code === 'store.exists' || code === 'store.not-found';
    const line = { ...fields, ms: this.#since(startMs), code: code ?? String(failure) };
    if (ordinary) this.#logger.debug(`store ${call} failed`, line);
    else this.#logger.warn(`store ${call} failed`, line);
  }

  #since(startMs: number): number {
    return Math.round(this.#clock.monotonicMs() - startMs);
  }
}
