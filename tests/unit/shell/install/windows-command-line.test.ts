import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { windowsCommandLine } from '../../../../src/shell/install/windows-command-line.js';

/** What CommandLineToArgvW makes of the words behind the program's name, by its documentation. */
function parsed(line: string): string[] {
  const words: string[] = [];
  let [word, isOpen, isQuoted] = ['', false, false];
  for (let at = 0; at < line.length; at++) {
    const backslashes = /^\\*/.exec(line.slice(at))?.[0].length ?? 0;
    if (line[at + backslashes] === '"') {
      word += '\\'.repeat(Math.floor(backslashes / 2));
      at += backslashes;
      isOpen = true;
      if (backslashes % 2 === 1) word += '"';
      else isQuoted = !isQuoted;
    } else if (backslashes > 0) {
      word += '\\'.repeat(backslashes);
      at += backslashes - 1;
      isOpen = true;
    } else if (line[at] === ' ' && !isQuoted) {
      if (isOpen) words.push(word);
      [word, isOpen] = ['', false];
    } else {
      word += line[at];
      isOpen = true;
    }
  }
  return isOpen ? [...words, word] : words;
}

describe('a Windows command line', () => {
  it.each([
    [['C:\\Program Files\\x.js', 'install'], '"C:\\Program Files\\x.js" "install"'], [['C:\\folder\\'], '"C:\\folder\\\\"'], [['a"b'], '"a\\"b"'], [['a\\"b'], '"a\\\\\\"b"'], [[''], '""'],
  ])('quotes %j', (words, line) => {
    expect(windowsCommandLine(words)).toBe(line);
  });

  it('gives back every word as it was', () => {
    const word = fc.string({ unit: fc.constantFrom('\\', '"', ' ', 'a', 'あ', '%', '^', '&'), maxLength: 12 });
    fc.assert(fc.property(fc.array(word, { maxLength: 5 }), words => {
      expect(parsed(windowsCommandLine(words))).toEqual(words);
    }));
  });

  it('refuses what would end it', () => {
    expect(() => windowsCommandLine(['a\0b'])).toThrow(RangeError);
  });
});
