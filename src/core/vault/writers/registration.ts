import { Buffer } from 'node:buffer';
import type { CodedError } from '../../../base/coded-error.js';
import type { ObjectStore } from '../../ports/object-store.js';
import { canonicalJson } from '../canonical-json.js';
import { JsonReader, JsonShapeError } from '../json-reader.js';
import { formatWriterName, parseWriterName, sha256Hex } from '../object-names.js';
import { readSealedObjects } from '../sealed-objects.js';
import type { Envelopes } from '../vault-config.js';

/** An installation that writes to the vault; section 11 of docs/vault-format.md. */
export interface Registration {
  readonly writer: string; // 16 hex digits
  readonly createdMs: number;
  readonly device: string; // for people
  readonly program: string;
  /** Ids of the condemned lists that the writer had read, and that none of its unfinished work ignores. */
  readonly acknowledged: readonly string[];
}

export interface StoredRegistration extends Registration {
  readonly name: string;
  /** Its content cannot be read: it stands for a writer that has acknowledged nothing. */
  readonly damage?: CodedError | undefined;
}

/**
 * Registers a writer, or acknowledges condemned lists without a run. To be stored before anything else of the vault is
 * read that the writer will rely on. Several registrations of one writer count together. Returns the object's name.
 */
export async function putRegistration(store: ObjectStore, vault: Envelopes, { writer, createdMs, device, program, acknowledged }: Registration, signal?: AbortSignal): Promise<string> {
  const envelope = vault.seal('writer', Buffer.from(canonicalJson({ writer, createdMs, device, program, acknowledged }), 'utf8'));
  const name = formatWriterName({ writer, sha256: sha256Hex(envelope) });
  await store.put(name, envelope, { signal });
  return name;
}

/** All registrations, in the order of their names. A damaged one counts for the writer that its name tells, who is waited for, by the time at which the store got it. */
export async function readRegistrations(store: ObjectStore, vault: Envelopes, signal?: AbortSignal): Promise<readonly StoredRegistration[]> {
  const { readable, damaged } = await readSealedObjects(store, vault, {
    prefix: 'writers/', type: 'writer', parseName: parseWriterName,
    parse: (plaintext, { writer }) => {
      const registration = parseRegistration(plaintext);
      if (registration.writer !== writer) throw new JsonShapeError('a registration under the name of another writer');
      return registration;
    },
  }, signal);
  const unread = damaged.map(({ name, parsed, modifiedMs, failure }): StoredRegistration => ({
    name, writer: parsed.writer, createdMs: modifiedMs ?? Number.MAX_SAFE_INTEGER, device: '', program: '', acknowledged: [], damage: failure,
  }));
  return [...readable, ...unread].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function parseRegistration(plaintext: Uint8Array): Registration {
  const reader = JsonReader.parse(plaintext, 'writer', 2 ** 20);
  return {
    writer: reader.hex('writer', 8),
    createdMs: reader.integer('createdMs', Number.MIN_SAFE_INTEGER),
    device: reader.text('device', 1024),
    program: reader.text('program', 64),
    acknowledged: reader.hexes('acknowledged', 10_000, 8),
  };
}
