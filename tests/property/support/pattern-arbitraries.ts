import fc from 'fast-check';

const member = fc.constantFrom('a', 'b', '0', 'a-c', '0-9', '\\d', '\\w', '\\s', '\\W', '\\.', '\\-', '守', '😀');
const characterClass = fc.record({ negated: fc.boolean(), members: fc.array(member, { maxLength: 3 }) }).map(({ negated, members }) => `[${negated ? '^' : ''}${members.join('')}]`);
const atom = fc.oneof(fc.constantFrom('a', 'b', 'B', 'K', '.', '_', '\\.', '\\d', '\\D', '\\w', '\\s', '\\x61', '\\u00e9', 'É', '守', '😀'), characterClass);
const assertion = fc.constantFrom('^', '$', '\\b', '\\B');
const quantifier = fc.constantFrom('*', '+', '?', '{2}', '{0}', '{1,}', '{0,3}', '*?', '+?', '??');

/** Expressions of the subset, as texts; few characters, so that they find something. Case-insensitive `\W` is left to the unit tests: ECMAScript folds it in its own way. */
export const patternArbitrary: fc.Arbitrary<string> = fc.letrec<{ pattern: string }>(tie => ({
  pattern: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    atom,
    assertion,
    fc.tuple(atom, quantifier).map(parts => parts.join('')),
    fc.array(tie('pattern'), { maxLength: 3 }).map(parts => parts.join('')),
    fc.tuple(tie('pattern'), quantifier).map(([inside, count]) => `(?:${inside})${count}`),
    fc.array(tie('pattern'), { minLength: 1, maxLength: 3 }).map(options => `(${options.join('|')})`),
  ),
})).pattern;
