import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, keysOf, parseWhen, print, type ContextValue, type WhenClause } from '../../src/wire/plugins/when/index.js';
import { linearPattern, matches } from '../../src/wire/plugins/when/linear-pattern.js';
import { clauseArbitrary, contextArbitrary } from './support/when-arbitraries.js';
import { patternArbitrary } from './support/pattern-arbitraries.js';
import { referenceAnswer } from './support/when-reference.js';

const parsed = (text: string): WhenClause => {
  const result = parseWhen(text);
  if (!result.ok) throw new Error(`${text}: ${result.reason} at ${result.at}`);
  return result.clause;
};

describe('when-clauses', () => {
  it('read back what was printed', () => {
    fc.assert(fc.property(clauseArbitrary, clause => {
      expect(parsed(print(clause))).toEqual(clause);
    }), { numRuns: 2000 });
  });

  it('answer as the reference does', () => {
    fc.assert(fc.property(clauseArbitrary, contextArbitrary, (clause, values) => {
      expect(evaluate(clause, new Map(Object.entries(values)))).toBe(referenceAnswer(clause, values));
    }), { numRuns: 4000 });
  });

  it('depend on no key but those they name', () => {
    fc.assert(fc.property(clauseArbitrary, contextArbitrary, (clause, values) => {
      const named = new Map<string, ContextValue>(keysOf(clause).flatMap(key => (values[key] === undefined ? [] : [[key, values[key]]])));
      expect(evaluate(clause, named)).toBe(evaluate(clause, new Map(Object.entries(values))));
    }));
  });

  it('answer something for every text, and point into it', () => {
    const pieces = fc.array(fc.oneof(
      fc.constantFrom('a', 'in', 'not', 'true', 'false', '&&', '||', '!', '==', '!=', '=~', '<', '>=', '(', ')', "'x y'", '"', "'", '/a+/i', '/(/', '5', ' ', '\n', '|', '😀'),
      fc.string({ maxLength: 5, unit: 'binary' }),
    ), { maxLength: 15 });
    fc.assert(fc.property(pieces, words => {
      const text = words.join(' ');
      const result = parseWhen(text);
      if (result.ok) expect(parsed(print(result.clause))).toEqual(result.clause);
      else expect(result.at).toBeLessThanOrEqual(text.length);
    }), { numRuns: 4000 });
  });
});

describe('linear patterns', () => {
  it('find what JavaScript\'s own expressions find', () => {
    fc.assert(fc.property(patternArbitrary, fc.boolean(), fc.array(fc.constantFrom('a', 'b', 'B', 'k', '0', '_', '-', '.', ' ', '\n', 'é', 'É', '守', '😀'), { maxLength: 8 }), (source, ignoreCase, characters) => {
      const text = characters.join('');
      fc.pre(!source.includes('\\B') || !text.includes('😀')); // V8 finds \B in the middle of a surrogate pair, where ECMA-262 never looks
      const compiled = linearPattern(source, ignoreCase);
      if (compiled.ok) expect(matches(compiled.pattern, text)).toBe(new RegExp(source, ignoreCase ? 'iu' : 'u').test(text));
      else expect(compiled.reason).toBe('when-expression-too-large');
    }), { numRuns: 5000 });
  });

  it('take only what JavaScript takes in Unicode mode, but for more escaped punctuation', () => {
    const source = fc.array(fc.constantFrom('a', '(', ')', '[', ']', '{', '}', '?', '*', '+', '|', '^', '$', '\\', '.', '-', ',', '1', '2', ':', 'd', 'b', 'x41', '😀'), { maxLength: 8 }).map(parts => parts.join(''));
    fc.assert(fc.property(source, text => {
      fc.pre(!/\\[-,:]/.test(text));
      if (linearPattern(text, false).ok) expect(() => new RegExp(text, 'u')).not.toThrow();
    }), { numRuns: 5000 });
  });
});
