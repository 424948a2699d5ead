import type { Disposable } from '../../base/disposable.js';

/** What a listing or a `head` tells of one object. */
export interface ObjectInfo {
  readonly name: string;
  readonly sizeBytes: number;
  /** Wall time of the last put by the store's clock; undefined where the store does not tell. */
  readonly modifiedMs: number | undefined;
}

/**
 * A part of an object: `length` bytes from `offset`, or its last `suffix` bytes.
 *
 * The suffix form reads a footer in one call, without a `head` first; an object shorter than `suffix`
 * comes back whole.
 */
export type ByteRange =
  | { readonly offset: number; readonly length: number }
  | { readonly suffix: number };

/** What a store can do; found out once at set-up, constant while the store is open. */
export interface StoreCapabilities {
  /** `ifAbsent` is atomic: of two writers one is refused. Without it both may believe they were first. */
  readonly conditionalPut: boolean;
  /** `synced`: what returned survives power loss. `best-effort`: the place gives no such promise. */
  readonly durability: 'synced' | 'best-effort';
  /** `serverTimeMs` answers. */
  readonly serverTime: boolean;
  /** `delete` is a request that the store carries out days later by its own clock. */
  readonly deferredDelete: boolean;
  /** Advertised to whoever backs up; none unless the destination says so. */
  readonly limits?: DestinationLimits | undefined;
}

/** What a destination does not take is reported per file, and not stored. */
export interface DestinationLimits {
  readonly fileBytes?: number | undefined; //      of one file
  readonly pathCharacters?: number | undefined; // from the name of the source on, in UTF-16 units
  readonly plainNames?: boolean | undefined; //    no \ / : * ? " < > | in a name, and no dot at its start
  readonly files?: number | undefined; //          of one source; more are stored, but the run is incomplete
}

export interface StoreCallOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface PutOptions extends StoreCallOptions {
  /** Refuse with `store.exists` when the name is taken. */
  readonly ifAbsent?: boolean | undefined;
}

export interface FreeSpace {
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/**
 * Where a vault keeps its objects: a folder, a bucket, a service.
 *
 * Names: see `checkObjectName`. Every call refuses a bad one with `store.bad-name`.
 *
 * All calls
 * - may run concurrently, also from several processes and machines;
 * - throw coded errors of src/terms/errors/store-errors.ts and nothing else, except `signal.reason` when
 *   the signal fires; an aborted call may or may not have had its effect, but never half of it;
 * - see every put and delete that returned before they began, if made through the same store.
 *
 * A failed put or delete may have taken effect: the answer can be lost on the way. Callers repeat it.
 */
export interface ObjectStore extends Disposable {
  readonly capabilities: StoreCapabilities;

  /**
   * Stores an object whole or not at all; a reader sees the old bytes or the new ones, never a mixture.
   *
   * - Durable on return where `durability` is `synced`.
   * - A taken name is replaced; putting the same bytes again therefore succeeds.
   * - A list of buffers is stored as their concatenation, without copying them together. The buffers
   *   must not change until the call settles.
   * - Cost: one round trip; in a folder one write, one file sync, one folder sync shared with concurrent puts.
   * - Fails with `store.full`, `store.read-only`, `store.gone`, `store.exists` (only with `ifAbsent`), `store.io`.
   */
  put(name: string, data: Uint8Array | readonly Uint8Array[], options?: PutOptions): Promise<void>;

  /**
   * Reads an object or a part of it into a buffer that belongs to the caller.
   *
   * - Exactly `length` bytes come back; `store.corrupt-range` when the object ends before.
   * - Nothing is verified: whoever opens the envelope does that.
   * - Cost: one round trip, memory of the size asked for.
   * - Fails with `store.not-found`, `store.corrupt-range`, `store.gone`, `store.io`.
   */
  get(name: string, range?: ByteRange, options?: StoreCallOptions): Promise<Buffer>;

  /** Size and time of an object, undefined when there is none. One round trip. */
  head(name: string, options?: StoreCallOptions): Promise<ObjectInfo | undefined>;

  /**
   * All objects whose names begin with `prefix` (a plain string prefix; '' is everything), in ascending
   * order of the names' bytes.
   *
   * - An object that exists during the whole listing appears exactly once; one that is put or deleted
   *   meanwhile may or may not appear.
   * - Memory is bounded by one folder or one page, not by the listing.
   * - Cost: one round trip a page; in a folder one read per folder and one stat an object.
   * - Leaving the loop early gives everything back.
   */
  list(prefix: string, options?: StoreCallOptions): AsyncIterable<ObjectInfo>;

  /**
   * Removes an object; an absent one is fine. As durable on return as a put. Where `deferredDelete` is
   * set, the object stays readable until the store removes it.
   */
  delete(name: string, options?: StoreCallOptions): Promise<void>;

  /** Space left for this user, undefined where the store does not know. Quotas may be tighter. */
  freeSpace(options?: StoreCallOptions): Promise<FreeSpace | undefined>;

  /** The store's own wall time, undefined unless `capabilities.serverTime`. */
  serverTimeMs(options?: StoreCallOptions): Promise<number | undefined>;

  /** Gives handles and connections back; call it when no other call is under way. */
  dispose(): Promise<void>;
}
