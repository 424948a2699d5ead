import type { Clock } from '../../../base/clock.js';
import { checkObjectName } from '../../ports/object-name.js';
import type { ByteRange, ObjectStore, PutOptions, StoreCallOptions } from '../../ports/object-store.js';
import { ForwardingObjectStore } from './forwarding-object-store.js';
import { TokenBucket } from './token-bucket.js';

export interface ThrottleOptions {
  /** Bytes per second over all concurrent puts; undefined is no limit. */
  readonly putBytesPerSecond?: number | undefined;
  /** Bytes per second over all concurrent gets; undefined is no limit. */
  readonly getBytesPerSecond?: number | undefined;
}

/**
 * Holds the mean rate of puts and gets below a limit each.
 *
 * Whole objects are let through or held back, so the rate holds over seconds, not within one object. A
 * put pays before it is sent; a get pays after it was read, when its size is known, and is delayed then.
 */
export class ThrottledObjectStore extends ForwardingObjectStore {
  readonly #puts: TokenBucket | undefined;
  readonly #gets: TokenBucket | undefined;

  constructor(inner: ObjectStore, clock: Clock, { putBytesPerSecond, getBytesPerSecond }: ThrottleOptions) {
    super(inner);
    this.#puts = putBytesPerSecond === undefined ? undefined : new TokenBucket(putBytesPerSecond, clock);
    this.#gets = getBytesPerSecond === undefined ? undefined : new TokenBucket(getBytesPerSecond, clock);
  }

  override async put(name: string, data: Uint8Array | readonly Uint8Array[], options?: PutOptions): Promise<void> {
    checkObjectName(name);
    const bytes = data instanceof Uint8Array ? data.length : data.reduce((sum, part) => sum + part.length, 0);
    await this.#puts?.take(bytes, options?.signal);
    await super.put(name, data, options);
  }

  override async get(name: string, range?: ByteRange, options?: StoreCallOptions): Promise<Buffer> {
    const bytes = await super.get(name, range, options);
    await this.#gets?.take(bytes.length, options?.signal);
    return bytes;
  }
}
