import type { Buffer } from 'node:buffer';
import type { EngineVault, SegmentInfo } from '../ports/engine.js';
import type { ObjectStore } from '../ports/object-store.js';
import { CodedError } from '../../base/coded-error.js';
import { vaultFailure } from './vault-failure.js';

/** What reading containers takes of a vault. */
export type ContainerOpener = Pick<EngineVault, 'open' | 'readFooter'>;

/** The end of a pack or run object: its opened footer and the stored bytes that came along. */
export interface ContainerTail {
  readonly footer: Buffer;
  readonly segments: readonly SegmentInfo[];
  /** The object's last bytes, from `tailOffset` on. */
  readonly tail: Buffer;
  readonly tailOffset: number;
}

// Holds the footer of a 32 MiB pack of small files and the whole of most continuous runs.
const FIRST_READ_BYTES = 64 * 1024;

/**
 * Reads a container's footer: one round trip, a second one when the footer is larger than 64 KiB.
 *
 * Fails with `vault.missing-object` when the object is gone, `vault.damaged-object` (with its name), `vault.wrong-key`.
 */
export async function readContainerTail(
  store: ObjectStore, vault: ContainerOpener, object: { readonly name: string; readonly sizeBytes: number }, signal?: AbortSignal,
): Promise<ContainerTail> {
  const { name, sizeBytes } = object;
  const read = async (suffix: number) => {
    const tail = await getOrMissing(store, name, { suffix }, signal);
    return { tail, answer: namingObject(name, () => vault.readFooter(tail, sizeBytes)) };
  };
  let { tail, answer } = await read(FIRST_READ_BYTES);
  if ('neededBytes' in answer) ({ tail, answer } = await read(answer.neededBytes));
  if ('neededBytes' in answer) throw vaultFailure('vault.damaged-object', 'a footer that does not end', { name });
  return { ...answer, tail, tailOffset: Math.max(0, sizeBytes - tail.length) };
}

/** The stored bytes of one segment, from the tail when they are there. */
export async function readSegment(
  store: ObjectStore, name: string, { tail, tailOffset }: ContainerTail, segment: SegmentInfo, signal?: AbortSignal,
): Promise<Buffer> {
  const from = segment.offset - tailOffset;
  if (from >= 0 && from + segment.sealedBytes <= tail.length) return tail.subarray(from, from + segment.sealedBytes);
  return getOrMissing(store, name, { offset: segment.offset, length: segment.sealedBytes }, signal);
}

/** Adds the object's name to failures of the engine, which sees bytes only. */
export function namingObject<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (failure) {
    if (failure instanceof CodedError && failure.code === 'vault.damaged-object' && failure.data['name'] === undefined) {
      throw vaultFailure('vault.damaged-object', failure.message, { ...failure.data, name }, failure);
    }
    throw failure;
  }
}

export async function getOrMissing(store: ObjectStore, name: string, range: Parameters<ObjectStore['get']>[1], signal: AbortSignal | undefined): Promise<Buffer> {
  try {
    return await store.get(name, range, { signal });
  } catch (failure) {
    const code = failure instanceof CodedError ? failure.code : undefined;
    if (code === 'store.not-found') throw vaultFailure('vault.missing-object', 'an object is gone', { name }, failure);
    if (code === 'store.corrupt-range') throw vaultFailure('vault.damaged-object', 'an object is too short', { name }, failure);
    throw failure;
  }
}
