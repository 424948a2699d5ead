import { Buffer } from 'node:buffer';
import { createPrivateKey, createPublicKey, diffieHellman } from 'node:crypto';
import type { Random } from '../../../base/random.js';

// RFC 8410: everything before the 32 raw bytes in PKCS #8 and SubjectPublicKeyInfo.
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b656e04220420', 'hex');
const PUBLIC_PREFIX = Buffer.from('302a300506032b656e032100', 'hex');

/** Raw X25519 keys (RFC 7748), 32 bytes each. */
export interface X25519KeyPair {
  readonly privateKey: Buffer;
  readonly publicKey: Buffer;
}

export function newX25519KeyPair(random: Random): X25519KeyPair {
  const privateKey = random.bytes(32);
  return { privateKey, publicKey: x25519PublicKey(privateKey) };
}

export function x25519PublicKey(privateKey: Buffer): Buffer {
  const spki = createPublicKey(importPrivate(privateKey)).export({ format: 'der', type: 'spki' });
  return Buffer.from(spki.subarray(PUBLIC_PREFIX.length));
}

/** The shared secret; undefined for public keys of small order, with which it would be known to everybody. */
export function x25519(privateKey: Buffer, publicKey: Buffer): Buffer | undefined {
  const peer = createPublicKey({ key: Buffer.concat([PUBLIC_PREFIX, publicKey]), format: 'der', type: 'spki' });
  try {
    return diffieHellman({ privateKey: importPrivate(privateKey), publicKey: peer });
  } catch {
    return undefined;
  }
}

function importPrivate(privateKey: Buffer): ReturnType<typeof createPrivateKey> {
  return createPrivateKey({ key: Buffer.concat([PRIVATE_PREFIX, privateKey]), format: 'der', type: 'pkcs8' });
}
