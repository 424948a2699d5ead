import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRecoveryCode, parseRecoveryCode } from '../../../../../src/core/vault/keys/recovery-code.js';

const secrets = fc.uint8Array({ minLength: 16, maxLength: 16 }).map(bytes => Buffer.from(bytes));

describe('recovery code', () => {
  it('is 28 symbols in groups of four and gives the secret back', () => {
    fc.assert(fc.property(secrets, secret => {
      const code = formatRecoveryCode(secret);
      expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
      expect(parseRecoveryCode(code)).toEqual(secret);
    }));
  });

  it('has a fixed form', () => {
    // 128 bits of ones and two zero bits are 25 symbols Z and one W; SHA-256 of sixteen bytes ff begins 5ac6 = 0101101011 000110.
    expect(formatRecoveryCode(Buffer.alloc(16, 0xff))).toBe('ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZWBB');
  });

  it('forgives how it was typed', () => {
    fc.assert(fc.property(secrets, secret => {
      const code = formatRecoveryCode(secret);
      const wide = [...code].map(symbol => (symbol === '-' ? 'ー' : String.fromCharCode(symbol.charCodeAt(0) + 0xfee0))).join('');
      const loose = ` ${code.toLowerCase().replaceAll('-', ' \t').replaceAll('0', 'o').replaceAll('1', 'l')}\n`;
      expect(parseRecoveryCode(loose)).toEqual(secret);
      expect(parseRecoveryCode(wide)).toEqual(secret);
    }));
  });

  it('notices nearly every single wrong symbol', () => {
    let unnoticed = 0;
    const code = formatRecoveryCode(Buffer.from('00112233445566778899aabbccddeeff', 'hex'));
    const slips = [...code].flatMap((symbol, at) => (symbol === '-' ? [] : [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'].filter(other => other !== symbol)
      .map(other => code.slice(0, at) + other + code.slice(at + 1))));
    for (const slip of slips) {
      try {
        parseRecoveryCode(slip);
        unnoticed += 1;
      } catch (failure) {
        expect(failure).toMatchObject({ code: 'vault.bad-recovery-code' });
      }
    }
    expect(unnoticed).toBeLessThan(slips.length / 100);
  });

  it.each(['', 'ABCD', 'U'.repeat(28), '*'.repeat(28)])('refuses %j', typed => {
    expect(() => parseRecoveryCode(typed)).toThrow(expect.objectContaining({ code: 'vault.bad-recovery-code' }));
  });
});
