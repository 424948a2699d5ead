import { CodedError } from '../../src/base/coded-error.js';
import { checkObjectName, checkObjectPrefix } from '../../src/core/ports/object-name.js';
import type {
  ByteRange, FreeSpace, ObjectInfo, ObjectStore, PutOptions, StoreCallOptions, StoreCapabilities,
} from '../../src/core/ports/object-store.js';
import { storeErrors } from '../../src/terms/errors/store-errors.js';

/** The port's promises kept in a map; the starting point of the faulty stores. */
export class MemoryObjectStore implements ObjectStore {
  readonly capabilities: StoreCapabilities;
  readonly #objects: Map<string, { readonly bytes: Buffer; readonly modifiedMs: number }>;
  readonly #nowMs: () => number;

  constructor(options: { readonly nowMs?: () => number; readonly capabilities?: Partial<StoreCapabilities> } = {}) {
    this.#nowMs = options.nowMs ?? (() => 0);
    this.#objects = new Map();
    this.capabilities = {
      conditionalPut: true, durability: 'synced', serverTime: false, deferredDelete: false, ...options.capabilities,
    };
  }

  async put(name: string, data: Uint8Array | readonly Uint8Array[], options?: PutOptions): Promise<void> {
    checkObjectName(name);
    options?.signal?.throwIfAborted();
    if (options?.ifAbsent && this.#objects.has(name)) throw storeFailure('store.exists', name);
    this.set(name, concatenated(data));
  }

  async get(name: string, range?: ByteRange, options?: StoreCallOptions): Promise<Buffer> {
    checkObjectName(name);
    options?.signal?.throwIfAborted();
    const bytes = this.peek(name);
    if (!bytes) throw storeFailure('store.not-found', name);
    if (!range) return Buffer.from(bytes);
    if ('suffix' in range) return Buffer.from(bytes.subarray(Math.max(0, bytes.length - range.suffix)));
    if (range.offset + range.length > bytes.length) throw storeFailure('store.corrupt-range', name);
    return Buffer.from(bytes.subarray(range.offset, range.offset + range.length));
  }

  async head(name: string, options?: StoreCallOptions): Promise<ObjectInfo | undefined> {
    checkObjectName(name);
    options?.signal?.throwIfAborted();
    const found = this.#objects.get(name);
    return found && { name, sizeBytes: found.bytes.length, modifiedMs: found.modifiedMs };
  }

  async *list(prefix: string, options?: StoreCallOptions): AsyncGenerator<ObjectInfo> {
    checkObjectPrefix(prefix);
    for (const name of this.names(prefix)) {
      const info = await this.head(name, options);
      if (info) yield info;
    }
    options?.signal?.throwIfAborted();
  }

  async delete(name: string, options?: StoreCallOptions): Promise<void> {
    checkObjectName(name);
    options?.signal?.throwIfAborted();
    this.#objects.delete(name);
  }

  async freeSpace(): Promise<FreeSpace | undefined> {
    return undefined;
  }

  async serverTimeMs(): Promise<number | undefined> {
    return this.capabilities.serverTime ? this.#nowMs() : undefined;
  }

  async dispose(): Promise<void> {}

  /** Names in listing order, without awaiting. */
  names(prefix = ''): string[] {
    return [...this.#objects.keys()].filter(name => name.startsWith(prefix)).sort();
  }

  /** The stored bytes themselves; undefined when there are none. */
  peek(name: string): Buffer | undefined {
    return this.#objects.get(name)?.bytes;
  }

  totalBytes(): number {
    return [...this.#objects.values()].reduce((sum, object) => sum + object.bytes.length, 0);
  }

  /** Stores without the port's checks, as damage or another program would. */
  set(name: string, bytes: Buffer): void {
    this.#objects.set(name, { bytes, modifiedMs: this.#nowMs() });
  }

  remove(name: string): void {
    this.#objects.delete(name);
  }

  flipBit(name: string, bitIndex: number): void {
    const damaged = Buffer.from(this.#existing(name));
    damaged[bitIndex >> 3]! ^= 1 << (bitIndex & 7);
    this.set(name, damaged);
  }

  truncate(name: string, length: number): void {
    this.set(name, Buffer.from(this.#existing(name).subarray(0, length)));
  }

  /** An independent store with the same content. */
  clone(): MemoryObjectStore {
    const copy = new MemoryObjectStore({ nowMs: this.#nowMs, capabilities: this.capabilities });
    for (const [name, object] of this.#objects) copy.#objects.set(name, object);
    return copy;
  }

  #existing(name: string): Buffer {
    const bytes = this.peek(name);
    if (!bytes) throw new Error(`no object ${name} to damage`);
    return bytes;
  }
}

export function storeFailure(code: keyof typeof storeErrors, name: string): CodedError {
  return CodedError.of(storeErrors, code, `${code}: ${name}`, { data: { name } });
}

export function concatenated(data: Uint8Array | readonly Uint8Array[]): Buffer {
  return data instanceof Uint8Array ? Buffer.from(data) : Buffer.concat(data);
}
