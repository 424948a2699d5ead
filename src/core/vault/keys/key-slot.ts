import { Buffer } from 'node:buffer';
import { canonicalJson, type JsonValue } from '../canonical-json.js';
import { JsonReader, JsonShapeError } from '../json-reader.js';
import { NONCE_BYTES, TAG_BYTES } from './key-sealing.js';
import { MASTER_KEY_BYTES } from './master-keys.js';

export type SlotKind = 'passphrase' | 'recovery' | 'administrator';

export interface ScryptParameters {
  readonly name: 'scrypt';
  readonly n: number;
  readonly r: number;
  readonly p: number;
  readonly salt: Buffer;
}

export interface HkdfParameters {
  readonly name: 'hkdf-sha256';
  readonly salt: Buffer;
}

/** A master key wrapped to the slot's public key. */
export interface WrappedEpoch {
  readonly epoch: number;
  readonly ephemeral: Buffer;
  readonly sealed: Buffer;
}

interface SlotMembers {
  readonly slot: string; // 16 hex digits
  readonly label: string;
  readonly createdMs: number;
  readonly publicKey: Buffer;
  readonly epochs: readonly WrappedEpoch[]; // ascending
}

/** One way to open a vault, without its MAC; section 3 of docs/vault-format.md. */
export type SlotBody = SlotMembers & (
  | { readonly kind: 'passphrase'; readonly kdf: ScryptParameters; readonly privateKey: Buffer }
  | { readonly kind: 'recovery'; readonly kdf: HkdfParameters; readonly privateKey: Buffer }
  | { readonly kind: 'administrator' }
);

export type KeySlot = SlotBody & { readonly mac: Buffer };

const KEY_BYTES = 32;
const SEALED_KEY_BYTES = NONCE_BYTES + KEY_BYTES + TAG_BYTES;
const MAX_EPOCHS = 1000;
const MAX_SLOT_BYTES = 512 * 1024;
// Whoever writes to the store chooses these: scrypt may take at most 1 GiB and 16 passes here.
const MAX_SCRYPT_MEMORY = 2 ** 30;

/** Reads a slot; anything that does not fit is a `JsonShapeError`. The MAC is not checked here. */
export function parseKeySlot(bytes: Uint8Array): KeySlot {
  const reader = JsonReader.parse(bytes, 'slot', MAX_SLOT_BYTES);
  const members: SlotMembers & { readonly mac: Buffer } = {
    slot: reader.hex('slot', 8),
    label: reader.text('label', 200),
    createdMs: reader.integer('createdMs'),
    publicKey: reader.base64('publicKey', KEY_BYTES),
    epochs: reader.objects('epochs', MAX_EPOCHS, parseEpoch),
    mac: reader.base64('mac', 32),
  };
  if (members.epochs.length === 0 || members.epochs.some((entry, at) => at > 0 && entry.epoch <= (members.epochs[at - 1] as WrappedEpoch).epoch)) {
    throw new JsonShapeError('slot.epochs do not ascend');
  }
  const kind = reader.oneOf('kind', ['passphrase', 'recovery', 'administrator']);
  if (kind === 'administrator') return { ...members, kind };
  const privateKey = reader.base64('privateKey', SEALED_KEY_BYTES);
  const kdf = reader.object('kdf');
  return kind === 'passphrase'
    ? { ...members, kind, privateKey, kdf: parseScrypt(kdf) }
    : { ...members, kind, privateKey, kdf: { name: kdf.oneOf('name', ['hkdf-sha256']), salt: kdf.base64('salt', 16, 64) } };
}

/** The stored form. */
export function formatKeySlot(slot: KeySlot): Buffer {
  return Buffer.from(canonicalJson({ ...jsonOf(slot), mac: slot.mac.toString('base64') }), 'utf8');
}

/** The text over which the slot's MAC is made. */
export function authenticatedText(slot: SlotBody): string {
  return canonicalJson(jsonOf(slot));
}

function jsonOf(slot: SlotBody): { readonly [name: string]: JsonValue } {
  const { slot: id, kind, label, createdMs } = slot;
  const common = {
    slot: id, kind, label, createdMs,
    publicKey: slot.publicKey.toString('base64'),
    epochs: slot.epochs.map(({ epoch, ephemeral, sealed }) => ({
      epoch, ephemeral: ephemeral.toString('base64'), sealed: sealed.toString('base64'),
    })),
  };
  if (slot.kind === 'administrator') return common;
  return { ...common, privateKey: slot.privateKey.toString('base64'), kdf: { ...slot.kdf, salt: slot.kdf.salt.toString('base64') } };
}

function parseEpoch(reader: JsonReader): WrappedEpoch {
  return {
    epoch: reader.integer('epoch', 1, 0xffff_ffff),
    ephemeral: reader.base64('ephemeral', KEY_BYTES),
    sealed: reader.base64('sealed', NONCE_BYTES + MASTER_KEY_BYTES + TAG_BYTES),
  };
}

function parseScrypt(reader: JsonReader): ScryptParameters {
  const n = reader.integer('n', 2, 2 ** 24);
  const r = reader.integer('r', 1, 64);
  if (128 * n * r > MAX_SCRYPT_MEMORY || !Number.isInteger(Math.log2(n))) throw new JsonShapeError('slot.kdf.n is out of bounds');
  return { name: reader.oneOf('name', ['scrypt']), n, r, p: reader.integer('p', 1, 16), salt: reader.base64('salt', 16, 64) };
}
