import type { storeErrors } from '../../src/terms/errors/store-errors.js';
import { checkObjectName } from '../../src/core/ports/object-name.js';
import type { ByteRange, ObjectInfo, PutOptions, StoreCallOptions } from '../../src/core/ports/object-store.js';
import { ForwardingObjectStore } from '../../src/core/vault/store/forwarding-object-store.js';
import { concatenated, type MemoryObjectStore, storeFailure } from './memory-object-store.js';

export type StoreCall = 'put' | 'get' | 'head' | 'list' | 'delete';

export interface FaultOptions {
  /** How many calls fail; then the fault is over. */
  readonly times?: number;
  /** How many calls of the kind succeed before. */
  readonly after?: number;
  /** `done`: the call has its effect and only the answer is lost. */
  readonly effect?: 'none' | 'done';
  /** Only calls whose name or prefix begins so. */
  readonly prefix?: string;
}

interface Fault {
  readonly call: StoreCall;
  readonly code: keyof typeof storeErrors;
  readonly effect: 'none' | 'done';
  readonly prefix: string;
  after: number;
  times: number;
}

/** A memory store whose surroundings fail on request; damage to objects themselves is done on `memory`. */
export class FaultyObjectStore extends ForwardingObjectStore {
  readonly memory: MemoryObjectStore;
  /** A put past so many bytes in all is refused with `store.full`; deletes make room. */
  capacityBytes = Infinity;
  /** Write-protected: puts and deletes are refused with `store.read-only`. */
  readOnly = false;
  /** Unplugged: every call fails with `store.gone`. */
  gone = false;
  /** Every call that reached the store, as `put name`. */
  readonly calls: string[] = [];
  readonly #faults: Fault[] = [];

  constructor(memory: MemoryObjectStore) {
    super(memory);
    this.memory = memory;
  }

  fail(call: StoreCall, code: keyof typeof storeErrors, options: FaultOptions = {}): void {
    this.#faults.push({ call, code, after: 0, times: 1, effect: 'none', prefix: '', ...options });
  }

  override async put(name: string, data: Uint8Array | readonly Uint8Array[], options?: PutOptions): Promise<void> {
    await this.#faulty('put', name, options, async () => {
      const bytes = concatenated(data);
      const replaced = this.memory.peek(name)?.length ?? 0;
      if (this.memory.totalBytes() - replaced + bytes.length > this.capacityBytes) throw storeFailure('store.full', name);
      await super.put(name, bytes, options);
    });
  }

  override get(name: string, range?: ByteRange, options?: StoreCallOptions): Promise<Buffer> {
    return this.#faulty('get', name, options, () => super.get(name, range, options));
  }

  override head(name: string, options?: StoreCallOptions): Promise<ObjectInfo | undefined> {
    return this.#faulty('head', name, options, () => super.head(name, options));
  }

  override async *list(prefix: string, options?: StoreCallOptions): AsyncGenerator<ObjectInfo> {
    const fault = this.#dueFault('list', prefix);
    for await (const info of super.list(prefix, options)) {
      if (this.gone) throw storeFailure('store.gone', prefix);
      yield info;
      if (fault) throw storeFailure(fault.code, prefix);
    }
    if (fault) throw storeFailure(fault.code, prefix);
  }

  override async delete(name: string, options?: StoreCallOptions): Promise<void> {
    await this.#faulty('delete', name, options, () => super.delete(name, options));
  }

  async #faulty<T>(call: StoreCall, name: string, options: StoreCallOptions | undefined, run: () => Promise<T>): Promise<T> {
    checkObjectName(name);
    options?.signal?.throwIfAborted();
    this.calls.push(`${call} ${name}`);
    if (this.gone) throw storeFailure('store.gone', name);
    if (this.readOnly && (call === 'put' || call === 'delete')) throw storeFailure('store.read-only', name);
    const fault = this.#dueFault(call, name);
    if (fault?.effect === 'none') throw storeFailure(fault.code, name);
    const result = await run();
    if (fault) throw storeFailure(fault.code, name);
    return result;
  }

  #dueFault(call: StoreCall, name: string): Fault | undefined {
    const fault = this.#faults.find(fault => fault.call === call && fault.times > 0 && name.startsWith(fault.prefix));
    if (!fault) return undefined;
    if (fault.after > 0) {
      fault.after -= 1;
      return undefined;
    }
    fault.times -= 1;
    return fault;
  }
}
