/**
 * Whoever gets hold of a copy of the vault can try passphrases without being seen or slowed down by anything but scrypt, so a vault asks for more than the 8 characters that NIST SP 800-63B has
 * servers ask for, which count and stop attempts. As it advises, nothing else is demanded of what kinds of characters there are; what attackers try first is refused instead.
 */
export const MIN_PASSPHRASE_CHARACTERS = 12;

/** Fewer different characters than this are a pattern, not a passphrase. */
const MIN_DIFFERENT = 5;
/** What has to be left beside words that attackers know. */
const MIN_OTHERS = 6;
const KNOWN_WORDS = ['password', 'パスワード', 'mamori', 'まもり', 'backup', 'バックアップ', 'letmein', 'welcome', 'iloveyou', 'admin'];
const KEYBOARD_ROWS = ['01234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'あいうえおかきくけこさしすせそ', 'いろはにほへと'];
const RUN = 4;

/** Why a new passphrase is refused; undefined: it is good. `words` are known of this vault, such as the names of PC and slot. */
export function passphraseProblem(passphrase: string, words: readonly string[] = []): 'too-short' | 'guessable' | undefined {
  const plain = passphrase.normalize('NFKC').toLowerCase();
  const characters = [...plain];
  if (characters.length < MIN_PASSPHRASE_CHARACTERS) return 'too-short';
  if (new Set(characters).size < MIN_DIFFERENT || isRepeated(characters)) return 'guessable';
  const known = [...KNOWN_WORDS, ...words.map(word => word.normalize('NFKC').toLowerCase())].filter(word => word.length >= 3);
  const others = withoutRuns(known.reduce((rest, word) => rest.replaceAll(word, ''), plain));
  return new Set(others.replace(/\s/gu, '')).size < Math.min(MIN_OTHERS, MIN_DIFFERENT) || [...others].length < MIN_OTHERS ? 'guessable' : undefined;
}

/** `abcabcabcabc`: a short piece again and again. */
function isRepeated(characters: readonly string[]): boolean {
  for (let period = 1; period <= characters.length / 3; period += 1) {
    if (characters.every((character, at) => character === characters[at % period])) return true;
  }
  return false;
}

/** Leaves one character of each run of four or more that stands in a row on a keyboard or in the alphabet, forwards or backwards. */
function withoutRuns(text: string): string {
  const rows = KEYBOARD_ROWS.flatMap(row => [row, [...row].toReversed().join('')]);
  let rest = text;
  for (const row of rows) {
    for (let length = row.length; length >= RUN; length -= 1) {
      for (let at = 0; at + length <= row.length; at += 1) rest = rest.replaceAll(row.slice(at, at + length), row.slice(at, at + 1));
    }
  }
  return rest;
}
