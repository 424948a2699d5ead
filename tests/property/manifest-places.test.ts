import fc from 'fast-check';
import { expect, it } from 'vitest';
import { JsonPlaces, placeAt } from '../../src/wire/plugins/manifest/json-places.js';
import { jsonEndsAt } from '../../src/wire/plugins/manifest/json-syntax.js';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
const indent = fc.constantFrom(undefined, 1, 2, '\t');

/** Every value in a document with its path. */
function* valuesIn(value: Json, path: readonly (string | number)[] = []): Generator<readonly [readonly (string | number)[], Json]> {
  yield [path, value];
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* valuesIn(item, [...path, index]);
  else if (value !== null && typeof value === 'object') for (const [name, item] of Object.entries(value)) yield* valuesIn(item, [...path, name]);
}

const offsetOf = (text: string, { line, column }: { readonly line: number; readonly column: number }) => (
  text.split('\n').slice(0, line - 1).reduce((sum, row) => sum + row.length + 1, 0) + column - 1
);

it('every value of a document is found where it begins', () => {
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 4 }), indent, (document, space) => {
    const text = JSON.stringify(document, undefined, space);
    const places = new JsonPlaces(text);
    for (const [path, value] of valuesIn(JSON.parse(text) as Json)) {
      const rest = text.slice(offsetOf(text, places.of(path)));
      if (value === null || typeof value !== 'object') expect(rest.startsWith(JSON.stringify(value))).toBe(true);
      else expect(rest[0]).toBe(Array.isArray(value) ? '[' : '{');
    }
  }));
});

it('the place of an offset leads back to it', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom('a', '\n', '守')).map(parts => parts.join('')), fc.nat(), (text, chance) => {
    const offset = chance % (text.length + 1);
    expect(offsetOf(text, placeAt(text, offset))).toBe(offset);
  }));
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether whole tokens can be carried on to a JSON text. */
function canBecomeJson(text: string): boolean {
  const closers: string[] = [];
  for (const bracket of text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '').replaceAll(/[^[\]{}]/g, '')) {
    if (bracket === '{' || bracket === '[') closers.unshift(bracket === '{' ? '}' : ']');
    else closers.shift();
  }
  return ['', '1', '"x":1', ':1'].some(middle => isJson(text + middle + closers.join('')));
}

it('a text stops being JSON where no text could go on', () => {
  const pieces = fc.array(fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '"\\u00e9"', '"\\x"', '"', '1', '-0.5e+3', '01', 'true', 'nul', ' ', '\n'), { maxLength: 10 }).map(parts => parts.join(''));
  const broken = fc.json().chain(whole => fc.nat(whole.length).map(at => whole.slice(0, at) + whole.slice(at + 1)));
  fc.assert(fc.property(fc.oneof(pieces, broken, fc.json()), text => {
    const end = jsonEndsAt(text);
    if (isJson(text)) expect(end).toBe(text.length);
    else expect(canBecomeJson(text.slice(0, end))).toBe(true);
  }), { numRuns: 5000 });
});
