import type {
  ByteRange, FreeSpace, ObjectInfo, ObjectStore, PutOptions, StoreCallOptions, StoreCapabilities,
} from '../../ports/object-store.js';

/** Passes every call on; a decorator overrides what it changes. Owns the inner store. */
export class ForwardingObjectStore implements ObjectStore {
  protected readonly inner: ObjectStore;

  constructor(inner: ObjectStore) {
    this.inner = inner;
  }

  get capabilities(): StoreCapabilities {
    return this.inner.capabilities;
  }

  put(name: string, data: Uint8Array | readonly Uint8Array[], options?: PutOptions): Promise<void> {
    return this.inner.put(name, data, options);
  }

  get(name: string, range?: ByteRange, options?: StoreCallOptions): Promise<Buffer> {
    return this.inner.get(name, range, options);
  }

  head(name: string, options?: StoreCallOptions): Promise<ObjectInfo | undefined> {
    return this.inner.head(name, options);
  }

  list(prefix: string, options?: StoreCallOptions): AsyncIterable<ObjectInfo> {
    return this.inner.list(prefix, options);
  }

  delete(name: string, options?: StoreCallOptions): Promise<void> {
    return this.inner.delete(name, options);
  }

  freeSpace(options?: StoreCallOptions): Promise<FreeSpace | undefined> {
    return this.inner.freeSpace(options);
  }

  serverTimeMs(options?: StoreCallOptions): Promise<number | undefined> {
    return this.inner.serverTimeMs(options);
  }

  dispose(): Promise<void> {
    return this.inner.dispose();
  }
}
