import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { deriveSubkey, nodeCryptoSealing } from '../../../../fakes/node-crypto-engine.js';

// Vectors: C2SP, "The XAES-256-GCM extended-nonce AEAD".
const NONCE = Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWX');
const PLAINTEXT = Buffer.from('XAES-256-GCM');

describe('the XAES-256-GCM oracle', () => {
  it.each([
    [1, '', 'c8612c9ed53fe43e8e005b828a1631a0bbcb6ab2f46514ec4f439fcfd0fa969b', 'ce546ef63c9cc60765923609b33a9a1974e96e52daf2fcf7075e2271'],
    [3, 'c2sp.org/XAES-256-GCM', 'e9c621d4cdd9b11b00a6427ad7e559aeedd66b3857646677748f8ca796cb3fd8', '986ec1832593df5443a179437fd083bf3fdb41abd740a21f71eb769d'],
  ])('meets the vector of key byte %i', (byte, associated, subkey, sealed) => {
    const key = Buffer.alloc(32, byte);
    const associatedData = Buffer.from(associated);
    expect(deriveSubkey(key, NONCE).toString('hex')).toBe(subkey);
    expect(nodeCryptoSealing.xaesSeal(key, NONCE, PLAINTEXT, associatedData).toString('hex')).toBe(sealed);
    expect(nodeCryptoSealing.xaesOpen(key, NONCE, Buffer.from(sealed, 'hex'), associatedData)).toEqual(PLAINTEXT);
  });

  it('meets the accumulated vector of 10,000 random messages', () => {
    // SHAKE-128 is an extendable output: one digest as long as the whole run can ever need.
    const stream = createHash('shake128', { outputLength: 10_000 * (32 + 24 + 2 + 510) }).digest();
    const hash = createHash('shake128', { outputLength: 32 });
    let at = 0;
    const take = (length: number) => stream.subarray(at, at += length);
    const takeShort = () => take(take(1)[0] as number);
    for (let round = 0; round < 10_000; round += 1) {
      const [key, nonce, plaintext, associatedData] = [take(32), take(24), takeShort(), takeShort()];
      hash.update(nodeCryptoSealing.xaesSeal(key, nonce, plaintext, associatedData));
    }
    expect(hash.digest('hex')).toBe('e6b9edf2df6cec60c8cbd864e2211b597fb69a529160cd040d56c0c210081939');
  });

  it('opens nothing that was changed', () => {
    const key = Buffer.alloc(32, 7);
    const sealed = nodeCryptoSealing.xaesSeal(key, NONCE, PLAINTEXT, Buffer.from('a'));
    sealed[3]! ^= 1;
    expect(nodeCryptoSealing.xaesOpen(key, NONCE, sealed, Buffer.from('a'))).toBeUndefined();
    expect(nodeCryptoSealing.xaesOpen(key, NONCE, Buffer.alloc(3), Buffer.from('a'))).toBeUndefined();
  });
});
