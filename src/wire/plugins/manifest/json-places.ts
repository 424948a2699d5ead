/** Where a field stands in a text; from 1, columns in UTF-16 code units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export type JsonPath = readonly (string | number)[];

/** The place of an offset. */
export function placeAt(text: string, offset: number): Place {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

/**
 * Where values stand in a JSON text. The text must be JSON (`JSON.parse` has taken it).
 *
 * Of a name that stands twice the last counts, as for `JSON.parse`. Cost: each object and array that lies on an asked path is read once.
 */
export class JsonPlaces {
  readonly #text: string;
  readonly #children = new Map<number, ReadonlyMap<string, number>>(); // offset of a container → offsets of its values

  constructor(text: string) {
    this.#text = text;
  }

  /** The place of the value at a path, or of the innermost one around it that is there. */
  of(path: JsonPath): Place {
    let at = skip(this.#text, 0, SPACE);
    for (const step of path) {
      const inner = this.#childrenOf(at).get(String(step));
      if (inner === undefined) break;
      at = inner;
    }
    return placeAt(this.#text, at);
  }

  #childrenOf(at: number): ReadonlyMap<string, number> {
    const known = this.#children.get(at);
    if (known) return known;
    const children = childrenIn(this.#text, at);
    this.#children.set(at, children);
    return children;
  }
}

function childrenIn(text: string, open: number): ReadonlyMap<string, number> {
  const children = new Map<string, number>();
  const isObject = text[open] === '{';
  if (!isObject && text[open] !== '[') return children;
  let at = skip(text, open + 1, SPACE);
  while (at < text.length && text[at] !== '}' && text[at] !== ']') {
    const nameEnd = isObject ? skip(text, at, STRING) : at;
    const value = isObject ? skip(text, skip(text, nameEnd, SPACE) + 1, SPACE) : at; // past the colon
    children.set(isObject ? JSON.parse(text.slice(at, nameEnd)) as string : String(children.size), value);
    const end = skip(text, skipValue(text, value), SPACE);
    at = text[end] === ',' ? skip(text, end + 1, SPACE) : end;
  }
  return children;
}

const SPACE = /\s*/y;
const STRING = /"(?:[^"\\]|\\.)*"/y;
const SCALAR = /[^\s,\]}]+/y;
const BETWEEN_BRACKETS = /[^"[\]{}]+/y;

/** Counts brackets instead of recursing: depth is the stranger's choice. */
function skipValue(text: string, from: number): number {
  if (!/[[{"]/.test(text.charAt(from))) return skip(text, from, SCALAR);
  let at = from;
  let depth = 0;
  do {
    const character = text.charAt(at);
    if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    at = character === '"' ? skip(text, at, STRING) : at + 1;
    if (depth > 0) at = skip(text, at, BETWEEN_BRACKETS);
  } while (depth > 0 && at < text.length);
  return at;
}

function skip(text: string, at: number, expression: RegExp): number {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : at;
}
