import { createCipheriv, createHash } from 'node:crypto';

const PIECE_BYTES = 8 << 20;

/** Incompressible bytes from a seed: the key stream of AES-128 in counter mode, several GB/s. Each call goes on where the last ended. */
export function noiseStream(seed) {
  const key = createHash('sha256').update(`noise ${seed}`).digest().subarray(0, 16);
  const cipher = createCipheriv('aes-128-ctr', key, Buffer.alloc(16));
  const zeros = Buffer.alloc(PIECE_BYTES);
  return bytes => cipher.update(bytes === PIECE_BYTES ? zeros : zeros.subarray(0, bytes));
}

/** Pieces that add up to `totalBytes`. */
export function* noisePieces(seed, totalBytes) {
  const next = noiseStream(seed);
  for (let left = totalBytes; left > 0; left -= PIECE_BYTES) yield next(Math.min(left, PIECE_BYTES));
}
