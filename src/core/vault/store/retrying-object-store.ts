import type { Clock } from '../../../base/clock.js';
import { CodedError } from '../../../base/coded-error.js';
import type { Random } from '../../../base/random.js';
import type {
  ByteRange, FreeSpace, ObjectInfo, ObjectStore, PutOptions, StoreCallOptions,
} from '../../ports/object-store.js';
import { type BackOffOptions, backOffMs, DEFAULT_BACK_OFF } from './back-off.js';
import { ForwardingObjectStore } from './forwarding-object-store.js';
import { wait } from './wait.js';

/**
 * Repeats calls that failed with a coded error whose retry advice is `later`; everything else is passed
 * on at once, and so is the last failure.
 *
 * - Repeating is safe because every call of the port is: the same put, the same delete. A conditional put
 *   whose answer was lost finds its own object on the next attempt; it then counts as stored if the bytes
 *   are the same.
 * - A listing goes on after the last name it gave, which relies on the order of names.
 * - An abort ends a pause at once.
 */
export class RetryingObjectStore extends ForwardingObjectStore {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #options: BackOffOptions;

  constructor(inner: ObjectStore, clock: Clock, random: Random, options: BackOffOptions = DEFAULT_BACK_OFF) {
    super(inner);
    this.#clock = clock;
    this.#random = random;
    this.#options = options;
  }

  override put(name: string, data: Uint8Array | readonly Uint8Array[], options?: PutOptions): Promise<void> {
    return this.#retried(options, async attempt => {
      try {
        await super.put(name, data, options);
      } catch (failure) {
        const mayBeOurs = attempt > 1 && failure instanceof CodedError && failure.code === 'store.exists';
        if (!mayBeOurs || !holds(await super.get(name, undefined, options), data)) throw failure;
      }
    });
  }

  override get(name: string, range?: ByteRange, options?: StoreCallOptions): Promise<Buffer> {
    return this.#retried(options, () => super.get(name, range, options));
  }

  override head(name: string, options?: StoreCallOptions): Promise<ObjectInfo | undefined> {
    return this.#retried(options, () => super.head(name, options));
  }

  override async *list(prefix: string, options?: StoreCallOptions): AsyncGenerator<ObjectInfo> {
    let last = '';
    for (let attempt = 1; ; attempt += 1) {
      try {
        for await (const info of super.list(prefix, options)) {
          if (info.name <= last) continue;
          last = info.name;
          attempt = 1; // it gets on: patience begins anew
          yield info;
        }
        return;
      } catch (failure) {
        await this.#pauseOrThrow(failure, attempt, options);
      }
    }
  }

  override delete(name: string, options?: StoreCallOptions): Promise<void> {
    return this.#retried(options, () => super.delete(name, options));
  }

  override freeSpace(options?: StoreCallOptions): Promise<FreeSpace | undefined> {
    return this.#retried(options, () => super.freeSpace(options));
  }

  override serverTimeMs(options?: StoreCallOptions): Promise<number | undefined> {
    return this.#retried(options, () => super.serverTimeMs(options));
  }

  async #retried<T>(options: StoreCallOptions | undefined, call: (attempt: number) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await call(attempt);
      } catch (failure) {
        await this.#pauseOrThrow(failure, attempt, options);
      }
    }
  }

  async #pauseOrThrow(failure: unknown, attempt: number, options: StoreCallOptions | undefined): Promise<void> {
    const worthwhile = failure instanceof CodedError && failure.retry === 'later' && attempt < this.#options.maxAttempts;
    if (!worthwhile) throw failure;
    await wait(this.#clock, backOffMs(this.#options, attempt, this.#random), options?.signal);
  }
}

function holds(stored: Buffer, data: Uint8Array | readonly Uint8Array[]): boolean {
  const parts = data instanceof Uint8Array ? [data] : data;
  let offset = 0;
  for (const part of parts) {
    if (!stored.subarray(offset, offset + part.length).equals(part)) return false;
    offset += part.length;
  }
  return offset === stored.length;
}
