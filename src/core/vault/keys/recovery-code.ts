import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { Random } from '../../../base/random.js';
import { vaultFailure } from '../vault-failure.js';

// Douglas Crockford's base 32: no I, L, O, U, so that handwriting is not misread.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SECRET_SYMBOLS = 26;
const CHECK_SYMBOLS = 2;

export const RECOVERY_SECRET_BYTES = 16;

export function newRecoverySecret(random: Random): Buffer {
  return random.bytes(RECOVERY_SECRET_BYTES);
}

/** The code that people write down: seven groups of four symbols, the last two a checksum. */
export function formatRecoveryCode(secret: Buffer): string {
  const secretBits = BigInt(`0x${secret.toString('hex')}`) << 2n;
  const symbols = symbolsOf(secretBits, SECRET_SYMBOLS) + symbolsOf(checksum(secret), CHECK_SYMBOLS);
  return (symbols.match(/.{4}/g) as string[]).join('-');
}

/**
 * The secret behind a code as a person typed it.
 *
 * Case, white space, hyphens and full-width forms do not matter; O is read as 0, I and L as 1. A mistyped code fails
 * with `vault.bad-recovery-code` (one slip in 1,024 escapes the checksum and then opens nothing).
 */
export function parseRecoveryCode(typed: string): Buffer {
  const symbols = typed.normalize('NFKC').toUpperCase().replace(/[\s\p{Pd}−ー]/gu, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  if (symbols.length !== SECRET_SYMBOLS + CHECK_SYMBOLS) throw badCode('a recovery code has 28 symbols');
  let bits = 0n;
  for (const symbol of symbols) {
    const value = ALPHABET.indexOf(symbol);
    if (value < 0) throw badCode('a symbol that no recovery code has');
    bits = bits << 5n | BigInt(value);
  }
  const secretBits = bits >> BigInt(5 * CHECK_SYMBOLS);
  const secret = Buffer.from((secretBits >> 2n).toString(16).padStart(RECOVERY_SECRET_BYTES * 2, '0'), 'hex');
  if ((secretBits & 3n) !== 0n || checksum(secret) !== (bits & 0x3ffn)) throw badCode('the checksum does not fit');
  return secret;
}

/** The first ten bits of SHA-256. */
function checksum(secret: Buffer): bigint {
  return BigInt(createHash('sha256').update(secret).digest().readUInt16BE(0) >> 6);
}

function symbolsOf(bits: bigint, count: number): string {
  let symbols = '';
  for (let at = count - 1; at >= 0; at -= 1) symbols += ALPHABET[Number(bits >> BigInt(5 * at) & 31n)];
  return symbols;
}

function badCode(message: string): Error {
  return vaultFailure('vault.bad-recovery-code', message);
}
