/** Code points from–to, both included. */
export type Ranges = readonly (readonly [number, number])[];

const LAST_CODE_POINT = 0x10_ff_ff;

/** `\d`, `\w` and `\s` of ECMAScript (ECMA-262, CharacterClassEscape, WhiteSpace and LineTerminator). */
export const DIGITS: Ranges = [[0x30, 0x39]];
export const WORD_CHARACTERS: Ranges = [[0x30, 0x39], [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]];
export const SPACES: Ranges = [
  [0x09, 0x0d], [0x20, 0x20], [0xa0, 0xa0], [0x1680, 0x1680], [0x2000, 0x200a], [0x2028, 0x2029], [0x202f, 0x202f], [0x205f, 0x205f], [0x3000, 0x3000], [0xfeff, 0xfeff],
];

export function includes(ranges: Ranges, point: number): boolean {
  return ranges.some(([from, to]) => from <= point && point <= to);
}

/** Every code point that is not in the ranges, which are in order and apart. */
export function without(ranges: Ranges): Ranges {
  const gaps: (readonly [number, number])[] = [];
  let from = 0;
  for (const [first, last] of ranges) {
    if (from < first) gaps.push([from, first - 1]);
    from = last + 1;
  }
  return from <= LAST_CODE_POINT ? [...gaps, [from, LAST_CODE_POINT]] : gaps;
}
