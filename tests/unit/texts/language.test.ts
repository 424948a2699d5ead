import { describe, expect, it } from 'vitest';
import { chosenLanguage } from '../../../src/texts/language.js';

describe('chosenLanguage', () => {
  it.each([
    [{ LANG: 'ja_JP.UTF-8' }, 'ja'],
    [{ LANG: 'ja' }, 'ja'],
    [{ LANG: 'jam_JM.UTF-8' }, 'en'],
    [{ LANG: 'ja_JP.UTF-8', LC_ALL: 'C' }, 'en'],
    [{ LANG: 'de_DE.UTF-8', LC_MESSAGES: 'ja_JP' }, 'ja'],
    [{ LC_ALL: '', LANG: 'ja_JP' }, 'ja'],
    [{ MAMORI_LANGUAGE: 'en', LC_ALL: 'ja_JP' }, 'en'],
    [{}, 'en'],
  ] as const)('reads %j as %s', (environment, language) => {
    expect(chosenLanguage(environment)).toBe(language);
  });

  it('asks the operating system only when no variable decides', () => {
    expect(chosenLanguage({}, () => 'ja-JP')).toBe('ja');
    expect(chosenLanguage({ LANG: 'C.UTF-8' }, () => 'ja-JP')).toBe('en');
  });
});
