import { Buffer } from 'node:buffer';
import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { KeySealing } from '../../src/core/vault/keys/key-sealing.js';

/**
 * XAES-256-GCM (C2SP) out of node:crypto's AES alone: the oracle that the native engine is compared with.
 * Written from the specification's steps; `deriveSubkey` is steps 1 to 5.
 */
export const nodeCryptoSealing: KeySealing = {
  xaesSeal(key, nonce, plaintext, associatedData) {
    const cipher = createCipheriv('aes-256-gcm', deriveSubkey(key, nonce), nonce.subarray(12)).setAAD(associatedData);
    return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
  },
  xaesOpen(key, nonce, sealed, associatedData) {
    if (sealed.length < 16) return undefined;
    const decipher = createDecipheriv('aes-256-gcm', deriveSubkey(key, nonce), nonce.subarray(12), { authTagLength: 16 })
      .setAAD(associatedData).setAuthTag(sealed.subarray(-16));
    const plaintext = decipher.update(sealed.subarray(0, -16));
    try {
      return Buffer.concat([plaintext, decipher.final()]);
    } catch {
      return undefined;
    }
  },
};

export function deriveSubkey(key: Buffer, nonce: Buffer): Buffer {
  const encrypt = (block: Buffer) => createCipheriv('aes-256-ecb', key, null).setAutoPadding(false).update(block);
  const doubled = encrypt(Buffer.alloc(16));
  const carry = (doubled[0] as number) >> 7;
  for (let at = 0; at < 16; at += 1) doubled[at] = (doubled[at] as number) << 1 & 0xff | (doubled[at + 1] ?? 0) >> 7;
  doubled[15] = (doubled[15] as number) ^ carry * 0x87;
  const half = (counter: number) => {
    const block = Buffer.concat([Buffer.of(0, counter, 0x58, 0), nonce.subarray(0, 12)]);
    return encrypt(block.map((byte, at) => byte ^ (doubled[at] as number)) as Buffer);
  };
  return Buffer.concat([half(1), half(2)]);
}
