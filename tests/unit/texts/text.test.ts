import { describe, expect, it } from 'vitest';
import { describeError } from '../../../src/texts/describe-error.js';
import { groupedNumber, inLanguage } from '../../../src/texts/text.js';

describe('inLanguage', () => {
  const text = { ja: '{count}個のファイルを{folder}に戻しました。', en: 'Restored {count} files to {folder}.' };

  it('fills places in and groups numbers', () => {
    expect(inLanguage(text, 'en', { count: 12345, folder: '/a' })).toBe('Restored 12,345 files to /a.');
    expect(inLanguage(text, 'ja', { count: 1, folder: '/a' })).toBe('1個のファイルを/aに戻しました。');
  });

  it('never reads a value as a place', () => {
    expect(inLanguage(text, 'en', { count: 1, folder: '{count}' })).toBe('Restored 1 files to {count}.');
  });

  it('leaves a place without a value visible', () => {
    expect(inLanguage(text, 'en', { count: 1 })).toBe('Restored 1 files to {folder}.');
  });
});

describe('groupedNumber', () => {
  it.each([0, 7, 999, 1000, 12_345, 999_999, 1_000_000, -1234, 1.5, 1e21, Number.MAX_SAFE_INTEGER])('writes %d as Intl does in both languages', value => {
    expect([groupedNumber(value), groupedNumber(value)]).toEqual([value.toLocaleString('ja'), value.toLocaleString('en')]);
  });
});

describe('describeError', () => {
  it('answers in the language asked for', () => {
    expect(describeError('vault.wrong-key', 'ja').cause).toMatch(/パスフレーズ/);
    expect(describeError('vault.wrong-key', 'en').cause).toMatch(/passphrase/);
  });

  it('has an answer for a code it does not know, also for the names of object members', () => {
    for (const code of ['plugin.custom', 'constructor', '']) expect(describeError(code, 'en').remedy).toMatch(/export-logs/);
  });
});
