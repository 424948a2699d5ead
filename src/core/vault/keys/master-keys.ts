import { Buffer } from 'node:buffer';
import { createHmac, hkdfSync } from 'node:crypto';
import { bug } from '../../../base/coded-error.js';

export const MASTER_KEY_BYTES = 32;

/** Master keys by key epoch, section 3 of docs/vault-format.md; never empty while a vault is open. */
export type MasterKeys = ReadonlyMap<number, Buffer>;

/** The epoch under which new data is sealed. */
export function newestEpoch(keys: MasterKeys): number {
  if (keys.size === 0) throw bug('no master key');
  return Math.max(...keys.keys());
}

/**
 * HMAC-SHA-256 under the slot-mac key of `epochs`.
 *
 * That key depends on every master key that the slot holds: whoever can write to the store can wrap a key of his own
 * to a public key, but cannot authenticate the result without all the earlier ones. undefined when `keys` lacks one.
 */
export function slotMac(keys: MasterKeys, vaultId: Buffer, epochs: readonly number[], message: string): Buffer | undefined {
  const material: Buffer[] = [];
  for (const epoch of epochs.toSorted((a, b) => a - b)) {
    const key = keys.get(epoch);
    if (!key) return undefined;
    material.push(key);
  }
  const joined = Buffer.concat(material);
  const macKey = hkdf(joined, vaultId, 'mamori/v1/slot-mac');
  joined.fill(0);
  return createHmac('sha256', macKey).update(message, 'utf8').digest();
}

/** HKDF-SHA-256 to 32 bytes. */
export function hkdf(material: Buffer, salt: Buffer, info: Buffer | string): Buffer {
  return Buffer.from(hkdfSync('sha256', material, salt, info, 32));
}
