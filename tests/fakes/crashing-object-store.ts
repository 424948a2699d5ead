import type { Random } from '../../src/base/random.js';
import { checkObjectName } from '../../src/core/ports/object-name.js';
import type { ByteRange, ObjectInfo, PutOptions, StoreCallOptions } from '../../src/core/ports/object-store.js';
import { ForwardingObjectStore } from '../../src/core/vault/store/forwarding-object-store.js';
import { concatenated, type MemoryObjectStore, storeFailure } from './memory-object-store.js';
import { randomBelow } from './seeded-random.js';

/** Thrown by every call from the crash on: the process is dead and sees nothing any more. */
export class SimulatedCrash extends Error {}

export interface CrashOptions {
  /** The put or delete, counted from 1, during which power is lost; undefined is never. */
  readonly crashAtOperation?: number | undefined;
  /**
   * The place keeps no promise about names: an operation under way may also leave its name without an
   * object, or with an empty or a truncated one. Otherwise it leaves what was there before, or all of it.
   */
  readonly torn?: boolean;
  /** The place is best effort: so many of the operations that returned last are still unsynced. */
  readonly unsyncedWindow?: number;
}

/** One of the things the disk may hold after the crash. */
export interface SurvivingState {
  readonly description: string;
  readonly store: MemoryObjectStore;
}

interface Operation {
  readonly name: string;
  readonly bytes: Buffer | undefined; // undefined: a delete
  readonly ifAbsent: boolean;
}
type Outcome = 'unchanged' | 'done' | 'missing' | 'empty' | 'truncated';

/**
 * Loses power at a chosen operation and tells what may be left.
 *
 * What returned before is on the disk (but for `unsyncedWindow`). Every operation under way at the crash
 * takes any outcome independently of the others, which covers a later one surviving an earlier one, and,
 * with the outcome `done`, a client that dies before it sees the answer. A put takes effect for readers
 * only when it returns; concurrent ones are therefore under way together.
 */
export class CrashingObjectStore extends ForwardingObjectStore {
  readonly #visible: MemoryObjectStore;
  readonly #durable: MemoryObjectStore;
  readonly #options: CrashOptions;
  readonly #returned: Operation[] = [];
  readonly #underWay = new Set<Operation>();
  #operationCount = 0;
  #crashed = false;

  constructor(memory: MemoryObjectStore, options: CrashOptions = {}) {
    super(memory);
    this.#visible = memory;
    this.#durable = memory.clone();
    this.#options = options;
  }

  /** Puts and deletes begun so far. */
  get operationCount(): number {
    return this.#operationCount;
  }

  get crashed(): boolean {
    return this.#crashed;
  }

  override async put(name: string, data: Uint8Array | readonly Uint8Array[], options?: PutOptions): Promise<void> {
    checkObjectName(name);
    options?.signal?.throwIfAborted();
    await this.#operate({ name, bytes: concatenated(data), ifAbsent: options?.ifAbsent ?? false });
  }

  override async delete(name: string, options?: StoreCallOptions): Promise<void> {
    checkObjectName(name);
    options?.signal?.throwIfAborted();
    await this.#operate({ name, bytes: undefined, ifAbsent: false });
  }

  override async get(name: string, range?: ByteRange, options?: StoreCallOptions): Promise<Buffer> {
    this.#throwIfCrashed();
    return super.get(name, range, options);
  }

  override async head(name: string, options?: StoreCallOptions): Promise<ObjectInfo | undefined> {
    this.#throwIfCrashed();
    return super.head(name, options);
  }

  override async *list(prefix: string, options?: StoreCallOptions): AsyncGenerator<ObjectInfo> {
    for await (const info of super.list(prefix, options)) {
      this.#throwIfCrashed();
      yield info;
    }
    this.#throwIfCrashed();
  }

  /** All states the crash may have left; past `limit` of them, so many chosen by `random`. */
  *survivingStates(random: Random, limit = 64): Generator<SurvivingState> {
    const open = [...this.#returned, ...this.#underWay];
    const choices = open.map(operation => this.#outcomes(operation));
    const total = choices.reduce((product, outcomes) => product * outcomes.length, 1);
    for (let index = 0; index < Math.min(total, limit); index += 1) {
      let rest = index;
      const store = this.#durable.clone();
      const notes = open.map((operation, at) => {
        const outcomes = choices[at]!;
        const outcome = outcomes[total <= limit ? rest % outcomes.length : randomBelow(random, outcomes.length)]!;
        rest = Math.floor(rest / outcomes.length);
        settle(store, operation, outcome, random);
        return `${operation.bytes ? 'put' : 'delete'} ${operation.name}: ${outcome}`;
      });
      yield { description: notes.join(', ') || 'nothing under way', store };
    }
  }

  async #operate(operation: Operation): Promise<void> {
    this.#throwIfCrashed();
    refuseTaken(this.#visible, operation);
    this.#operationCount += 1;
    this.#underWay.add(operation);
    if (this.#operationCount === this.#options.crashAtOperation) this.#crashed = true;
    await new Promise(setImmediate); // lets concurrent operations begin
    this.#throwIfCrashed();
    this.#underWay.delete(operation);
    refuseTaken(this.#visible, operation);
    apply(this.#visible, operation);
    this.#returned.push(operation);
    if (this.#returned.length > (this.#options.unsyncedWindow ?? 0)) apply(this.#durable, this.#returned.shift()!);
  }

  #throwIfCrashed(): void {
    if (this.#crashed) throw new SimulatedCrash('power lost');
  }

  #outcomes({ bytes }: Operation): readonly Outcome[] {
    if (!bytes || !this.#options.torn) return ['unchanged', 'done'];
    return bytes.length > 1 ? ['unchanged', 'done', 'missing', 'empty', 'truncated'] : ['unchanged', 'done', 'missing', 'empty'];
  }
}

function refuseTaken(store: MemoryObjectStore, { name, ifAbsent }: Operation): void {
  if (ifAbsent && store.peek(name)) throw storeFailure('store.exists', name);
}

function apply(store: MemoryObjectStore, { name, bytes }: Operation): void {
  if (bytes) store.set(name, bytes);
  else store.remove(name);
}

function settle(store: MemoryObjectStore, operation: Operation, outcome: Outcome, random: Random): void {
  const { name, bytes, ifAbsent } = operation;
  if (outcome === 'unchanged' || (ifAbsent && store.peek(name))) return;
  if (outcome === 'done') return apply(store, operation);
  if (outcome === 'missing') return store.remove(name);
  const whole = bytes!;
  store.set(name, outcome === 'empty' ? Buffer.alloc(0) : whole.subarray(0, 1 + randomBelow(random, whole.length - 1)));
}
