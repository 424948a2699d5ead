import type { Disposable } from './disposable.js';

export interface ObjectInfo {
  readonly name: string;
  readonly sizeBytes: number;
  readonly modifiedMs?: number | undefined;
}

/** What the place does not take. Mamori reports such files one by one and stores the others; it sets the strictest of these and the person's own limits. */
export interface DestinationLimits {
  /** Bytes of one file. */
  readonly fileBytes?: number | undefined;
  /** Of a path, from the name of the source on, in UTF-16 units. */
  readonly pathCharacters?: number | undefined;
  /** No `\ / : * ? " < > |` in a name, and no dot at its start. */
  readonly plainNames?: boolean | undefined;
  /** Files of one source; more are stored, but the backup is told as incomplete. */
  readonly files?: number | undefined;
}

export interface DestinationCapabilities {
  /** `ifAbsent` is atomic: of two writers one is refused. */
  readonly conditionalPut: boolean;
  /** `synced`: what returned survives power loss. */
  readonly durability: 'synced' | 'best-effort';
  /** Advertised to whoever backs up here; none if left out. */
  readonly limits?: DestinationLimits | undefined;
}

/** A part of an object: `length` bytes from `offset`, or its last `suffix` bytes; a shorter object than `suffix` comes whole. */
export type ByteRange = { readonly offset: number; readonly length: number } | { readonly suffix: number };

/**
 * A place for sealed objects: names and encrypted bytes, nothing else. The contract suite that Mamori's own stores pass is published as
 * `tests/contract/object-store-contract.ts`; run yours through it.
 *
 * Every call may run concurrently with others. Failures are `MamoriError`s with a `store.*` code of docs/errors.md (`store.not-found`, `store.exists`,
 * `store.full`, `store.read-only`, `store.gone`, `store.corrupt-range`, `store.io`); anything else is taken as `store.io`.
 */
export interface Destination extends Disposable {
  readonly capabilities: DestinationCapabilities;
  /** Stores an object whole or not at all; a taken name is replaced unless `ifAbsent` (then `store.exists`). */
  put(name: string, data: AsyncIterable<Uint8Array>, options: { readonly sizeBytes: number; readonly ifAbsent: boolean; readonly signal: AbortSignal }): Promise<void>;
  /** Exactly the bytes asked for. */
  get(name: string, range: ByteRange | undefined, options: { readonly signal: AbortSignal }): AsyncIterable<Uint8Array>;
  head(name: string, options: { readonly signal: AbortSignal }): Promise<ObjectInfo | undefined>;
  /** All objects whose name begins with `prefix`, in ascending order of the names' bytes. */
  list(prefix: string, options: { readonly signal: AbortSignal }): AsyncIterable<ObjectInfo>;
  /** An absent object is fine. */
  delete(name: string, options: { readonly signal: AbortSignal }): Promise<void>;
  freeSpace?(options: { readonly signal: AbortSignal }): Promise<{ readonly freeBytes: number; readonly totalBytes: number } | undefined>;
}

export interface DestinationProvider {
  /** Opens the place that a vault URL names, for example `acme://bucket/folder`. */
  open(url: string, options: { readonly signal: AbortSignal }): Promise<Destination>;
}

export interface Destinations {
  /** Gives a URL scheme of `contributes.destinations` its action. Needs `destinations`. */
  registerDestination(scheme: string, provider: DestinationProvider): Disposable;
}
