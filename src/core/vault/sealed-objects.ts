import type { Buffer } from 'node:buffer';
import type { EnvelopeType } from '../ports/engine.js';
import type { ObjectInfo, ObjectStore } from '../ports/object-store.js';
import { CodedError } from '../../base/coded-error.js';
import { getOrMissing, namingObject } from './container-tail.js';
import type { Envelopes } from './vault-config.js';
import { sha256Hex } from './object-names.js';
import { parsingObject, vaultFailure } from './vault-failure.js';

/** An object that is there and says nothing: whoever reads it takes the worst for what it said. */
export interface DamagedObject<Name> {
  readonly name: string;
  readonly parsed: Name;
  readonly modifiedMs: number | undefined; // by the store's clock
  readonly failure: CodedError;
}

export interface SealedObjects<Name, Content> {
  readonly readable: readonly (Content & { readonly name: string })[];
  readonly damaged: readonly DamagedObject<Name>[];
}

/**
 * Opens all objects below `prefix` that are one envelope each, in the order of their names.
 *
 * One that goes between listing and reading is passed over, as if the listing had come later. One that is damaged is told of: these objects say what must not be done, so none may be missed.
 */
export async function readSealedObjects<Name extends { readonly sha256: string }, Content>(
  store: ObjectStore, vault: Envelopes, kind: {
    readonly prefix: string;
    readonly type: EnvelopeType;
    readonly parseName: (name: string) => Name | undefined;
    /** Refuses with a `JsonShapeError`. */
    readonly parse: (plaintext: Buffer, name: Name) => Content;
  }, signal?: AbortSignal,
): Promise<SealedObjects<Name, Content>> {
  const readable: (Content & { readonly name: string })[] = [];
  const damaged: DamagedObject<Name>[] = [];
  for await (const object of store.list(kind.prefix, { signal })) {
    const { name } = object;
    const parsed = kind.parseName(name);
    const envelope = parsed && await getIfThere(store, name, signal);
    if (!envelope) continue;
    try {
      if (sha256Hex(envelope) !== parsed.sha256) throw vaultFailure('vault.damaged-object', 'not the bytes of its name', { name });
      const content = parsingObject(name, () => kind.parse(namingObject(name, () => vault.open(kind.type, envelope)), parsed));
      readable.push({ ...content, name });
    } catch (failure) {
      damaged.push(asDamaged(object, parsed, failure));
    }
  }
  return { readable, damaged };
}

function asDamaged<Name>({ name, modifiedMs }: ObjectInfo, parsed: Name, failure: unknown): DamagedObject<Name> {
  if (!(failure instanceof CodedError) || failure.code !== 'vault.damaged-object') throw failure;
  return { name, parsed, modifiedMs, failure };
}

async function getIfThere(store: ObjectStore, name: string, signal: AbortSignal | undefined): Promise<Buffer | undefined> {
  try {
    return await getOrMissing(store, name, undefined, signal);
  } catch (failure) {
    if (failure instanceof CodedError && failure.code === 'vault.missing-object') return undefined;
    throw failure;
  }
}
