import { describe, expect, it } from 'vitest';
import { isMailAddress, isServerName, oneLine } from '../../../src/notifications/mail/address.js';

describe('an address', () => {
  it.each(['a@example.com', 'backup+pc1@mail.example.co.jp', 'taro..y.@docomo.example', 'root@localhost', `${'a'.repeat(64)}@example.com`])('%s is one', text => {
    expect(isMailAddress(text)).toBe(true);
  });

  it.each([
    '', '@example.com', 'a@', 'a', 'a b@example.com', 'a@example.com\n', 'a@example.com\r\nBcc: b@example.com', 'a@example.com,b@example.com', 'A <a@example.com>', '"a b"@example.com', '"a\r\nb"@example.com',
    'a@b@example.com', 'a(x)@example.com', 'a@-example.com', 'a@exa_mple.com', 'a@example..com', 'a@[127.0.0.1]', 'あ@example.com', 'a\u0000@example.com', `${'a'.repeat(65)}@example.com`, `a@${'b'.repeat(254)}`,
  ])('%j is none', text => {
    expect(isMailAddress(text)).toBe(false);
  });
});

describe('a server', () => {
  it.each(['smtp.example.com', 'mail', '192.0.2.1', '2001:db8::1'])('%s is one', text => expect(isServerName(text)).toBe(true));
  it.each(['', 'smtp://example.com', 'a b', 'example.com:25', 'a\nb'])('%j is none', text => expect(isServerName(text)).toBe(false));
});

it('text becomes one line that orders nothing anew', () => {
  expect(oneLine(' a\r\nBcc: b\u2028c\u202ed\u0007 ')).toBe('a Bcc: b c d');
});
