import { CharacterCursor } from './character-cursor.js';
import { DIGITS, SPACES, WORD_CHARACTERS, without, type Ranges } from './character-sets.js';

/** A pattern as a tree. */
export type PatternNode =
  | { readonly kind: 'set'; readonly ranges: Ranges; readonly negated: boolean }
  | { readonly kind: 'assert'; readonly what: Assertion }
  | { readonly kind: 'sequence'; readonly items: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly options: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly item: PatternNode; readonly min: number; readonly max: number }; // max may be Infinity

export type Assertion = 'start' | 'end' | 'boundary' | 'no-boundary';

const LINE_ENDS: Ranges = [[0x0a, 0x0a], [0x0d, 0x0d], [0x2028, 0x2029]];
const CLASSES: Readonly<Record<string, Ranges>> = { d: DIGITS, s: SPACES, w: WORD_CHARACTERS };
const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13 };
const MAX_COUNT = 1000;

/**
 * The tree of a regular expression in the subset we take, or undefined where it leaves it.
 *
 * Taken, with the meaning of ECMAScript in Unicode mode: characters, `.`, `[…]`, `\d \w \s` and their opposites, `\t \n \v \f \r \xHH \uHHHH`,
 * any escaped ASCII punctuation (`\-` is common outside that mode), `^ $ \b \B`, `|`, groups `(…)` and `(?:…)`, `* + ? {m} {m,} {m,n}` with or
 * without a lazy `?`, which changes nothing in a yes or no.
 * Left out: back references, look-around, named groups, `\p`. They need backtracking or tables that the menu's other evaluator would have to share.
 */
export function parsePattern(source: string): PatternNode | undefined {
  const cursor = new CharacterCursor(source);
  const tree = choice(cursor);
  return cursor.atEnd ? tree : undefined;
}

function choice(cursor: CharacterCursor): PatternNode | undefined {
  const options: PatternNode[] = [];
  do {
    const option = sequence(cursor);
    if (option === undefined) return undefined;
    options.push(option);
  } while (cursor.take('|'));
  return options.length === 1 ? options[0] : { kind: 'choice', options };
}

function sequence(cursor: CharacterCursor): PatternNode | undefined {
  const items: PatternNode[] = [];
  while (!cursor.atEnd && cursor.next !== '|' && cursor.next !== ')') {
    const item = repeated(cursor);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return { kind: 'sequence', items };
}

function repeated(cursor: CharacterCursor): PatternNode | undefined {
  const item = atom(cursor);
  if (item === undefined) return undefined;
  const counts = quantifier(cursor);
  if (counts === 'none') return item;
  if (counts === undefined || item.kind === 'assert') return undefined;
  cursor.take('?');
  return { kind: 'repeat', item, ...counts };
}

function quantifier(cursor: CharacterCursor): { readonly min: number; readonly max: number } | 'none' | undefined {
  if (cursor.take('*')) return { min: 0, max: Infinity };
  if (cursor.take('+')) return { min: 1, max: Infinity };
  if (cursor.take('?')) return { min: 0, max: 1 };
  if (cursor.next !== '{') return 'none';
  const [, from = '', comma, to] = cursor.takeMatch(/\{(\d{1,4})(?:(,)(\d{1,4})?)?\}/y) ?? [];
  if (from === '') return undefined;
  const min = Number(from);
  const max = comma === undefined ? min : Number(to ?? Infinity);
  return min <= max && min <= MAX_COUNT ? { min, max } : undefined;
}

function atom(cursor: CharacterCursor): PatternNode | undefined {
  if (cursor.take('(')) return group(cursor);
  if (cursor.take('[')) return characterClass(cursor);
  if (cursor.take('.')) return { kind: 'set', ranges: LINE_ENDS, negated: true };
  if (cursor.take('^')) return { kind: 'assert', what: 'start' };
  if (cursor.take('$')) return { kind: 'assert', what: 'end' };
  if (cursor.take('\\b')) return { kind: 'assert', what: 'boundary' };
  if (cursor.take('\\B')) return { kind: 'assert', what: 'no-boundary' };
  if (cursor.next === '\\') {
    const ranges = escape(cursor);
    return ranges && { kind: 'set', ranges, negated: false };
  }
  if (/^[*+?{}\])]$/.test(cursor.next)) return undefined;
  return { kind: 'set', ranges: single(cursor.takeCharacter()), negated: false };
}

function group(cursor: CharacterCursor): PatternNode | undefined {
  if (cursor.next === '?' && !cursor.take('?:')) return undefined;
  const inside = choice(cursor);
  return cursor.take(')') ? inside : undefined;
}

function characterClass(cursor: CharacterCursor): PatternNode | undefined {
  const negated = cursor.take('^');
  const ranges: (readonly [number, number])[] = [];
  while (!cursor.take(']')) {
    const from = classMember(cursor);
    if (from === undefined) return undefined;
    if (cursor.next !== '-' || cursor.after === ']') {
      ranges.push(...from);
      continue;
    }
    cursor.take('-');
    const to = classMember(cursor);
    const [low, high] = [oneOf(from), to && oneOf(to)];
    if (low === undefined || high === undefined || low > high) return undefined;
    ranges.push([low, high]);
  }
  return { kind: 'set', ranges, negated };
}

function classMember(cursor: CharacterCursor): Ranges | undefined {
  if (cursor.atEnd) return undefined;
  if (cursor.take('\\b')) return [[8, 8]];
  return cursor.next === '\\' ? escape(cursor) : single(cursor.takeCharacter());
}

function escape(cursor: CharacterCursor): Ranges | undefined {
  cursor.take('\\');
  const hex = cursor.takeMatch(/x([\dA-Fa-f]{2})|u([\dA-Fa-f]{4})/y);
  if (hex) return single(String.fromCodePoint(Number.parseInt(hex[1] ?? hex[2] ?? '', 16)));
  const letter = cursor.takeCharacter();
  const control = CONTROLS[letter];
  if (control !== undefined) return [[control, control]];
  const named = CLASSES[letter.toLowerCase()];
  if (named) return letter === letter.toLowerCase() ? named : without(named);
  return /^[!-/:-@[-`{-~]$/.test(letter) ? single(letter) : undefined;
}

function single(character: string): Ranges {
  const point = character.codePointAt(0) as number;
  return [[point, point]];
}

/** The only code point of a set of one, else undefined. */
function oneOf([first, ...more]: Ranges): number | undefined {
  return first !== undefined && more.length === 0 && first[0] === first[1] ? first[0] : undefined;
}
