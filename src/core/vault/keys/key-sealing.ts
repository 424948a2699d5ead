import type { Buffer } from 'node:buffer';

/** XAES-256-GCM of small things, as the engine offers it. */
export interface KeySealing {
  /** Ciphertext ‖ tag; `key` has 32 bytes, `nonce` 24. */
  xaesSeal(key: Buffer, nonce: Buffer, plaintext: Buffer, associatedData: Buffer): Buffer;
  /** undefined when the tag does not match. */
  xaesOpen(key: Buffer, nonce: Buffer, sealed: Buffer, associatedData: Buffer): Buffer | undefined;
}

export const NONCE_BYTES = 24;
export const TAG_BYTES = 16;
