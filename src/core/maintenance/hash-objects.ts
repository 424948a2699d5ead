import { createHash } from 'node:crypto';
import { CodedError } from '../../base/coded-error.js';
import { parseCondemnedName, parsePackName, parseRunName, parseWriterName } from '../vault/object-names.js';
import type { ObjectInfo, ObjectStore } from '../ports/object-store.js';
import type { DamageReport } from './damage-report.js';

/** Read and hashed at a time: some milliseconds of hashing between two turns of the event loop. */
const PIECE_BYTES = 4 * 1024 * 1024;

export interface Hashed {
  readonly objects: number;
  readonly bytes: number;
}

/** Reads every object whose name is a digest of its bytes, and compares. No key is needed for it. Memory: one piece. Waits for `onRead` after each piece. */
export async function hashObjects(store: ObjectStore, damage: DamageReport, onRead: (bytes: number) => Promise<void> | void, signal?: AbortSignal): Promise<Hashed> {
  let objects = 0;
  let bytes = 0;
  for (const prefix of ['packs/', 'runs/', 'condemned/', 'writers/']) {
    for await (const object of store.list(prefix, { signal })) {
      const expected = digestOf(object.name);
      if (expected === undefined) continue;
      const actual = await hashObject(store, object, onRead, signal);
      if (actual === undefined) continue;
      objects += 1;
      bytes += object.sizeBytes;
      if (actual !== expected) damage.add(object.name, 'vault.damaged-object');
    }
  }
  return { objects, bytes };
}

/** undefined: it went away meanwhile. */
async function hashObject(store: ObjectStore, { name, sizeBytes }: ObjectInfo, onRead: (bytes: number) => Promise<void> | void, signal: AbortSignal | undefined): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    for (let offset = 0; offset < sizeBytes; offset += PIECE_BYTES) {
      const piece = await store.get(name, { offset, length: Math.min(PIECE_BYTES, sizeBytes - offset) }, { signal });
      hash.update(piece);
      await onRead(piece.length);
    }
  } catch (failure) {
    if (failure instanceof CodedError && failure.code === 'store.not-found') return undefined;
    if (failure instanceof CodedError && failure.code === 'store.corrupt-range') return 'cut short';
    throw failure;
  }
  return hash.digest('hex');
}

function digestOf(name: string): string | undefined {
  return parsePackName(name) ?? (parseRunName(name) ?? parseCondemnedName(name) ?? parseWriterName(name))?.sha256;
}
