import { Buffer } from 'node:buffer';
import type { ObjectStore } from '../../ports/object-store.js';
import { canonicalJson } from '../canonical-json.js';
import { JsonReader, JsonShapeError } from '../json-reader.js';
import { formatCondemnedName, parseCondemnedName, sha256Hex, type CondemnedName } from '../object-names.js';
import { readSealedObjects, type DamagedObject } from '../sealed-objects.js';
import type { Envelopes } from '../vault-config.js';

/** Objects that are about to be deleted, and writers that are no longer waited for; section 11 of docs/vault-format.md. */
export interface CondemnedList {
  readonly epoch: number; // orders lists for people; safety rests on ids
  readonly writer: string;
  readonly createdMs: number;
  readonly objects: readonly string[];
  readonly expelled: readonly string[];
}

export interface StoredCondemnedList extends CondemnedList {
  readonly name: string;
  /** The first 16 hex digits of the object's SHA-256: what writers acknowledge. */
  readonly id: string;
}

export interface CondemnedLists {
  /** Ascending by epoch. */
  readonly lists: readonly StoredCondemnedList[];
  /** Whatever is older may be condemned by them; nothing is deleted on their account. */
  readonly damaged: readonly DamagedObject<CondemnedName>[];
}

const MAX_OBJECTS = 1_000_000;
const MAX_LIST_BYTES = 128 * 1024 * 1024;

export async function putCondemnedList(store: ObjectStore, vault: Envelopes, { epoch, writer, createdMs, objects, expelled }: CondemnedList, signal?: AbortSignal): Promise<StoredCondemnedList> {
  const envelope = vault.seal('condemned', Buffer.from(canonicalJson({ epoch, writer, createdMs, objects, expelled }), 'utf8'));
  const sha256 = sha256Hex(envelope);
  const name = formatCondemnedName({ epoch, sha256 });
  await store.put(name, envelope, { signal });
  return { epoch, writer, createdMs, objects, expelled, name, id: sha256.slice(0, 16) };
}

export async function readCondemnedLists(store: ObjectStore, vault: Envelopes, signal?: AbortSignal): Promise<CondemnedLists> {
  const { readable, damaged } = await readSealedObjects(store, vault, {
    prefix: 'condemned/', type: 'condemned', parseName: parseCondemnedName,
    parse: (plaintext, { epoch, sha256 }) => {
      const list = parseCondemnedList(plaintext);
      if (list.epoch !== epoch) throw new JsonShapeError('a condemned list under the name of another');
      return { ...list, id: sha256.slice(0, 16) };
    },
  }, signal);
  return { lists: readable, damaged };
}

function parseCondemnedList(plaintext: Uint8Array): CondemnedList {
  const reader = JsonReader.parse(plaintext, 'condemned', MAX_LIST_BYTES);
  return {
    epoch: reader.integer('epoch', 1),
    writer: reader.hex('writer', 8),
    createdMs: reader.integer('createdMs', Number.MIN_SAFE_INTEGER),
    objects: reader.texts('objects', MAX_OBJECTS, 250),
    expelled: reader.hexes('expelled', 10_000, 8),
  };
}
