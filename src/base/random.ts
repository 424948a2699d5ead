import { randomBytes } from 'node:crypto';

/** Randomness as a parameter, so that tests can seed it. */
export interface Random {
  /** `length` bytes fit for keys and nonces. */
  bytes(length: number): Buffer;
}

export const systemRandom: Random = { bytes: length => randomBytes(length) };
