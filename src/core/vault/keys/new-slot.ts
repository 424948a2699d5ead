import type { Buffer } from 'node:buffer';
import type { HkdfParameters, KeySlot, ScryptParameters } from './key-slot.js';
import type { MasterKeys } from './master-keys.js';
import { passphraseKey, recoveryKey, sealPrivateKey, withMac, wrapEpoch, type SlotContext } from './slot-crypto.js';
import { newX25519KeyPair } from './x25519.js';

/** A slot to be made; `publicKey` of an administrator is 32 raw bytes. */
export type SlotRequest =
  | { readonly kind: 'passphrase'; readonly label: string; readonly passphrase: string; readonly cost?: ScryptCost }
  | { readonly kind: 'recovery'; readonly label: string; readonly secret: Buffer }
  | { readonly kind: 'administrator'; readonly label: string; readonly publicKey: Buffer };

export type ScryptCost = Pick<ScryptParameters, 'n' | 'r' | 'p'>;

// OWASP, Password Storage Cheat Sheet: the strongest of the settings it lists for scrypt; 0.4 s on a small office PC.
export const DEFAULT_SCRYPT_COST: ScryptCost = { n: 2 ** 17, r: 8, p: 1 };

/** Makes a slot that opens all of `keys`; takes as long as its key derivation. */
export async function newKeySlot(context: SlotContext, request: SlotRequest, keys: MasterKeys, createdMs: number): Promise<KeySlot> {
  const slot = context.random.bytes(8).toString('hex');
  const named = { slot, label: request.label, createdMs };
  if (request.kind === 'administrator') {
    const { kind, publicKey } = request;
    return withMac(context.vaultId, { ...named, kind, publicKey, epochs: wrapAll(context, { slot, publicKey }, keys) }, keys);
  }
  const pair = newX25519KeyPair(context.random);
  const lock = await deriveLock(request, context.random.bytes(32));
  const privateKey = sealPrivateKey(context, slot, lock.key, pair.privateKey);
  lock.key.fill(0);
  pair.privateKey.fill(0);
  const { publicKey } = pair;
  return withMac(context.vaultId, { ...named, ...lock.members, publicKey, privateKey, epochs: wrapAll(context, { slot, publicKey }, keys) }, keys);
}

/** The slot with every key of `keys` that it lacked; the caller has checked its MAC. */
export function withEpochs(context: SlotContext, slot: KeySlot, keys: MasterKeys): KeySlot {
  const held = new Set(slot.epochs.map(entry => entry.epoch));
  const missing = new Map([...keys].filter(([epoch]) => !held.has(epoch)));
  const epochs = [...slot.epochs, ...wrapAll(context, slot, missing)].sort((a, b) => a.epoch - b.epoch);
  return withMac(context.vaultId, { ...slot, epochs }, keys);
}

type Lock = { readonly key: Buffer; readonly members:
  | { readonly kind: 'passphrase'; readonly kdf: ScryptParameters }
  | { readonly kind: 'recovery'; readonly kdf: HkdfParameters } };

async function deriveLock(request: Exclude<SlotRequest, { readonly kind: 'administrator' }>, salt: Buffer): Promise<Lock> {
  if (request.kind === 'passphrase') {
    const kdf: ScryptParameters = { name: 'scrypt', ...(request.cost ?? DEFAULT_SCRYPT_COST), salt };
    return { key: await passphraseKey(request.passphrase, kdf), members: { kind: 'passphrase', kdf } };
  }
  const kdf: HkdfParameters = { name: 'hkdf-sha256', salt };
  return { key: recoveryKey(request.secret, kdf), members: { kind: 'recovery', kdf } };
}

function wrapAll(context: SlotContext, slot: { readonly slot: string; readonly publicKey: Buffer }, keys: MasterKeys) {
  return [...keys].sort(([a], [b]) => a - b).map(([epoch, masterKey]) => wrapEpoch(context, slot, epoch, masterKey));
}
