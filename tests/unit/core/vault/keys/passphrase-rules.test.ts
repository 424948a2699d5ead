import { describe, expect, it } from 'vitest';
import { passphraseProblem } from '../../../../../src/core/vault/keys/passphrase-rules.js';

describe('a new passphrase', () => {
  it.each(['correct horse', 'correct horse battery staple', 'a passphrase', 'うみべのちいさないえでまつ', 'x7!Kd0w#2mQz', 'ｐａｓｓ ｐｈｒａｓｅ　ガ 海'])('%j is taken', passphrase => {
    expect(passphraseProblem(passphrase, ['受付のPC', 'office'])).toBeUndefined();
  });

  it.each(['', 'short', 'elevenchars', 'ガガガガガガガガガガガ', '🐈🐈🐈🐈🐈🐈'])('%j is too short', passphrase => {
    expect(passphraseProblem(passphrase)).toBe('too-short');
  });

  it.each([
    'aaaaaaaaaaaaaaaa', 'abcdabcdabcd', '123456789012', '098765432109', 'qwertyuiop12345', 'passwordpassword1', 'Mamori-backup-1', 'abababababab', 'frontdesk-frontdesk', 'パスワードパスワード12', 'いろはにほへといろはにほへと',
  ])('%j is what attackers try first', passphrase => {
    expect(passphraseProblem(passphrase, ['FrontDesk'])).toBe('guessable');
  });
});
