import { CodedError } from '../../base/coded-error.js';
import { checkObjectName, checkObjectPrefix } from '../../core/ports/object-name.js';
import type {
  ByteRange, FreeSpace, ObjectInfo, ObjectStore, PutOptions, StoreCallOptions, StoreCapabilities,
} from '../../core/ports/object-store.js';
import type { Destination } from '../../host/api/index.js';
import { storeErrors } from '../../terms/errors/store-errors.js';

/** Larger than any object of a vault: a plugin that sends more does not send what was stored. */
const MAX_OBJECT_BYTES = 512 * 1024 * 1024;

/**
 * A vault's place that a plugin provides.
 *
 * A plugin is not believed: names are checked before it sees them, lengths when bytes come back, and whatever it throws comes out as a `store.*` code. While it cannot be
 * reached (its process ended, it was disabled) calls fail with `store.gone`; the place is opened again by the next one.
 */
export class PluginObjectStore implements ObjectStore {
  readonly capabilities: StoreCapabilities;
  readonly #destination: Destination;

  /** Takes ownership of the destination. */
  constructor(destination: Destination) {
    this.#destination = destination;
    const { conditionalPut, durability, limits } = destination.capabilities;
    this.capabilities = { conditionalPut, durability, limits, serverTime: false, deferredDelete: false };
  }

  async put(name: string, data: Uint8Array | readonly Uint8Array[], { ifAbsent = false, signal }: PutOptions = {}): Promise<void> {
    checkObjectName(name);
    const parts = data instanceof Uint8Array ? [data] : data;
    const sizeBytes = parts.reduce((sum, { length }) => sum + length, 0);
    await guarded(name, signal, used => this.#destination.put(name, inOrder(parts), { sizeBytes, ifAbsent, signal: used }));
  }

  async get(name: string, range?: ByteRange, { signal }: StoreCallOptions = {}): Promise<Buffer> {
    checkObjectName(name);
    return guarded(name, signal, used => collect(this.#destination.get(name, range, { signal: used }), name, range));
  }

  async head(name: string, { signal }: StoreCallOptions = {}): Promise<ObjectInfo | undefined> {
    checkObjectName(name);
    const info = await guarded(name, signal, used => this.#destination.head(name, { signal: used }));
    return info && withTime(info);
  }

  async *list(prefix: string, { signal }: StoreCallOptions = {}): AsyncGenerator<ObjectInfo> {
    checkObjectPrefix(prefix);
    const left = new AbortController();
    const used = signal ? AbortSignal.any([signal, left.signal]) : left.signal;
    const objects = this.#destination.list(prefix, { signal: used })[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await guarded(prefix, signal, () => objects.next());
        if (next.done) return;
        yield withTime(next.value);
      }
    } finally {
      left.abort();
      await objects.return?.();
    }
  }

  async delete(name: string, { signal }: StoreCallOptions = {}): Promise<void> {
    checkObjectName(name);
    await guarded(name, signal, used => this.#destination.delete(name, { signal: used }));
  }

  freeSpace({ signal }: StoreCallOptions = {}): Promise<FreeSpace | undefined> {
    return guarded('', signal, async used => this.#destination.freeSpace?.({ signal: used }));
  }

  async serverTimeMs(): Promise<undefined> {
    return undefined;
  }

  async dispose(): Promise<void> {
    await this.#destination.dispose();
  }
}

const withTime = ({ name, sizeBytes, modifiedMs }: { readonly name: string; readonly sizeBytes: number; readonly modifiedMs?: number | undefined }): ObjectInfo => ({ name, sizeBytes, modifiedMs });

async function* inOrder(parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts;
}

async function collect(pieces: AsyncIterable<Uint8Array>, name: string, range: ByteRange | undefined): Promise<Buffer> {
  const most = range === undefined ? MAX_OBJECT_BYTES : 'suffix' in range ? range.suffix : range.length;
  const least = range && 'length' in range ? range.length : 0;
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > most) throw storeError('store.io', name, `more than the ${most} bytes asked for`);
    parts.push(piece);
  }
  if (bytes < least) throw storeError('store.corrupt-range', name, `${bytes} of ${least} bytes`);
  return Buffer.concat(parts, bytes);
}

async function guarded<T>(name: string, signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  signal?.throwIfAborted();
  try {
    return await work(signal ?? new AbortController().signal);
  } catch (failure) {
    signal?.throwIfAborted();
    throw asStoreError(failure, name);
  }
}

/** Failures that say that the plugin could not be asked, not that the place refused. */
const UNREACHABLE: ReadonlySet<string> = new Set([
  'plugin.host-gone', 'plugin.unresponsive', 'plugin.destination-closed', 'plugin.activation-failed', 'plugin.busy', 'plugin.too-many-calls', 'plugin.disabled', 'plugin.unknown',
]);

function asStoreError(failure: unknown, name: string): CodedError {
  const message = failure instanceof Error ? failure.message : String(failure);
  if (!(failure instanceof CodedError)) return storeError('store.io', name, message, failure);
  if (UNREACHABLE.has(failure.code)) return storeError('store.gone', name, message, failure);
  const own = Object.hasOwn(storeErrors, failure.code) && failure.code !== 'store.bad-name'; // names were checked before
  return storeError(own ? failure.code as keyof typeof storeErrors : 'store.io', name, message, failure);
}

function storeError(code: keyof typeof storeErrors, name: string, message: string, cause?: unknown): CodedError {
  return CodedError.of(storeErrors, code, `${message}: ${name}`, { data: { name }, ...(cause === undefined ? {} : { cause }) });
}
