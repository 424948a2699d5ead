import { Buffer } from 'node:buffer';
import { scrypt, timingSafeEqual } from 'node:crypto';
import type { Random } from '../../../base/random.js';
import { vaultFailure } from '../vault-failure.js';
import type { KeySealing } from './key-sealing.js';
import { NONCE_BYTES } from './key-sealing.js';
import { authenticatedText, type HkdfParameters, type KeySlot, type ScryptParameters, type SlotBody, type WrappedEpoch } from './key-slot.js';
import { hkdf, slotMac, type MasterKeys } from './master-keys.js';
import { newX25519KeyPair, x25519, x25519PublicKey } from './x25519.js';

/** What the functions of this file need beside their arguments. */
export interface SlotContext {
  readonly vaultId: Buffer;
  readonly sealing: KeySealing;
  readonly random: Random;
}

/** The key-encryption key of a passphrase: about 0.4 s and 128 MiB with new slots' parameters, off the event loop. */
export function passphraseKey(passphrase: string, { n, r, p, salt }: ScryptParameters): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  // OpenSSL counts a little more than the 128·n·r bytes of RFC 7914.
  const maxmem = 128 * r * (n + p + 16);
  scrypt(Buffer.from(passphrase.normalize('NFKC'), 'utf8'), salt, 32, { N: n, r, p, maxmem }, (failure, key) => (failure ? reject(failure) : resolve(key)));
  return promise;
}

export function recoveryKey(secret: Buffer, { salt }: HkdfParameters): Buffer {
  return hkdf(secret, salt, 'mamori/v1/recovery');
}

/** Seals a slot's private key under its key-encryption key. */
export function sealPrivateKey({ vaultId, sealing, random }: SlotContext, slot: string, key: Buffer, privateKey: Buffer): Buffer {
  const nonce = random.bytes(NONCE_BYTES);
  return Buffer.concat([nonce, sealing.xaesSeal(key, nonce, privateKey, privateKeyData(vaultId, slot))]);
}

/** undefined when `key` is not the slot's, or the sealed key was changed. */
export function openPrivateKey({ vaultId, sealing }: SlotContext, slot: string, key: Buffer, sealed: Buffer): Buffer | undefined {
  return sealing.xaesOpen(key, sealed.subarray(0, NONCE_BYTES), sealed.subarray(NONCE_BYTES), privateKeyData(vaultId, slot));
}

/** Wraps a master key to a public key whose slot the caller made or checked. */
export function wrapEpoch(context: SlotContext, slot: { readonly slot: string; readonly publicKey: Buffer }, epoch: number, masterKey: Buffer): WrappedEpoch {
  const { privateKey, publicKey: ephemeral } = newX25519KeyPair(context.random);
  const shared = x25519(privateKey, slot.publicKey);
  privateKey.fill(0);
  if (!shared) throw vaultFailure('vault.untrusted-slot', 'a public key of small order', { slot: slot.slot });
  const nonce = context.random.bytes(NONCE_BYTES);
  const key = wrappingKey(context.vaultId, shared, ephemeral, slot.publicKey, epoch);
  const sealed = context.sealing.xaesSeal(key, nonce, masterKey, epochData(context.vaultId, slot.slot, epoch));
  return { epoch, ephemeral, sealed: Buffer.concat([nonce, sealed]) };
}

/**
 * The master keys of a slot whose private key is known, its MAC checked.
 *
 * Fails with `vault.untrusted-slot` when anything in the slot was changed after it was made.
 */
export function openEpochs(context: SlotContext, slot: KeySlot, privateKey: Buffer): MasterKeys {
  const keys = new Map<number, Buffer>();
  const trusted = x25519PublicKey(privateKey).equals(slot.publicKey)
    && slot.epochs.every(entry => {
      const shared = x25519(privateKey, entry.ephemeral);
      const masterKey = shared && context.sealing.xaesOpen(
        wrappingKey(context.vaultId, shared, entry.ephemeral, slot.publicKey, entry.epoch),
        entry.sealed.subarray(0, NONCE_BYTES), entry.sealed.subarray(NONCE_BYTES), epochData(context.vaultId, slot.slot, entry.epoch),
      );
      if (masterKey) keys.set(entry.epoch, masterKey);
      return masterKey !== undefined;
    });
  if (!trusted || checkSlotMac(context.vaultId, slot, keys) !== 'authentic') {
    throw vaultFailure('vault.untrusted-slot', 'a key slot was changed by somebody without its key', { slot: slot.slot });
  }
  return keys;
}

export function withMac(vaultId: Buffer, body: SlotBody, keys: MasterKeys): KeySlot {
  const mac = slotMac(keys, vaultId, body.epochs.map(entry => entry.epoch), authenticatedText(body));
  if (!mac) throw vaultFailure('vault.newer-epoch', 'a slot holds a key epoch that is not at hand', { slot: body.slot });
  return { ...body, mac };
}

/** `unknown-epoch`: the slot holds a master key that `keys` lacks, so nothing can be said. */
export function checkSlotMac(vaultId: Buffer, slot: KeySlot, keys: MasterKeys): 'authentic' | 'forged' | 'unknown-epoch' {
  const expected = slotMac(keys, vaultId, slot.epochs.map(entry => entry.epoch), authenticatedText(slot));
  if (!expected) return 'unknown-epoch';
  return timingSafeEqual(expected, slot.mac) ? 'authentic' : 'forged';
}

function wrappingKey(vaultId: Buffer, shared: Buffer, ephemeral: Buffer, publicKey: Buffer, epoch: number): Buffer {
  const info = Buffer.concat([Buffer.from('mamori/v1/epoch-key', 'ascii'), vaultId, u32(epoch)]);
  return hkdf(shared, Buffer.concat([ephemeral, publicKey]), info);
}

function privateKeyData(vaultId: Buffer, slot: string): Buffer {
  return Buffer.concat([Buffer.from('mamori/v1/slot', 'ascii'), vaultId, Buffer.from(slot, 'hex')]);
}

function epochData(vaultId: Buffer, slot: string, epoch: number): Buffer {
  return Buffer.concat([vaultId, Buffer.from(slot, 'hex'), u32(epoch)]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
