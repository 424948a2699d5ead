import { includes, type Ranges } from './character-sets.js';

/** Past it no letter has an upper and a lower case (the last is U+1E943). */
const LAST_CASED = 0x1_ff_ff;
const BATCH = 4096; // arguments of one call
let letters: ReadonlyMap<number, readonly number[]> | undefined;

/** A code point and its single upper- and lower-case forms. */
export function spellingsOf(point: number): readonly number[] {
  const character = String.fromCodePoint(point);
  return [character, character.toLowerCase(), character.toUpperCase()].flatMap(form => ([...form].length === 1 ? [form.codePointAt(0) as number] : []));
}

/**
 * The code points that the flag `i` finds in the ranges: those with a spelling in them. In order and apart, so that whoever evaluates a pattern elsewhere needs no table of cases.
 *
 * Cost: as many steps as there are points in the ranges, at most some 3,000, as many as there are letters with cases; the first call finds these, in some 10 ms.
 */
export function inAnyCase(ranges: Ranges): Ranges {
  letters ??= spelledAs();
  const points = ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0);
  const further = points < letters.size ? ranges.flatMap(([from, to]) => pointsBetween(from, to).flatMap(point => letters?.get(point) ?? []))
    : [...letters].flatMap(([spelling, spelled]) => (includes(ranges, spelling) ? spelled : []));
  return merged([...ranges, ...further.map(point => [point, point] as const)]);
}

/** The points with a spelling, by the spelling. */
function spelledAs(): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  for (const [letter] of charactersTo(LAST_CASED).matchAll(/\p{Changes_When_Casemapped}/gu)) {
    const point = letter.codePointAt(0) as number;
    for (const spelling of spellingsOf(point)) if (spelling !== point) found.set(spelling, [...found.get(spelling) ?? [], point]);
  }
  return found;
}

/** Without surrogates, which two in a row would make letters of. */
function charactersTo(last: number): string {
  const points = [...pointsBetween(0, 0xd7ff), ...pointsBetween(0xe000, last)];
  return Array.from({ length: Math.ceil(points.length / BATCH) }, (_, batch) => String.fromCodePoint(...points.slice(batch * BATCH, (batch + 1) * BATCH))).join('');
}

const pointsBetween = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

function merged(ranges: Ranges): Ranges {
  const result: [number, number][] = [];
  for (const [from, to] of ranges.toSorted(([a], [b]) => a - b)) {
    const last = result.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}
