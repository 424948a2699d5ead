import type { Buffer } from 'node:buffer';
import type { EnvelopeType } from '../ports/engine.js';
import type { ObjectStore } from '../ports/object-store.js';
import { CodedError } from '../../base/coded-error.js';
import { getOrMissing, namingObject } from './container-tail.js';
import type { Envelopes } from './vault-config.js';
import { parsingObject } from './vault-failure.js';

/**
 * Opens all objects below `prefix` that are one envelope each, in the order of their names.
 *
 * One that goes between listing and reading is passed over, as if the listing had come later. One that is damaged fails the
 * call with `vault.damaged-object`: these objects say what must not be done, so none may be missed.
 */
export async function readSealedObjects<Name, Content>(
  store: ObjectStore, vault: Envelopes, kind: {
    readonly prefix: string;
    readonly type: EnvelopeType;
    readonly parseName: (name: string) => Name | undefined;
    /** Refuses with a `JsonShapeError`. */
    readonly parse: (plaintext: Buffer, name: Name) => Content;
  }, signal?: AbortSignal,
): Promise<readonly (Content & { readonly name: string })[]> {
  const contents: (Content & { readonly name: string })[] = [];
  for await (const { name } of store.list(kind.prefix, { signal })) {
    const parsed = kind.parseName(name);
    const envelope = parsed && await getIfThere(store, name, signal);
    if (!envelope) continue;
    const content = parsingObject(name, () => kind.parse(namingObject(name, () => vault.open(kind.type, envelope)), parsed));
    contents.push({ ...content, name });
  }
  return contents;
}

async function getIfThere(store: ObjectStore, name: string, signal: AbortSignal | undefined): Promise<Buffer | undefined> {
  try {
    return await getOrMissing(store, name, undefined, signal);
  } catch (failure) {
    if (failure instanceof CodedError && failure.code === 'vault.missing-object') return undefined;
    throw failure;
  }
}
