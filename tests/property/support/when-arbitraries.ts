import fc from 'fast-check';
import { allOf, anyOf, not, type ContextValue, type WhenClause } from '../../../src/wire/plugins/when/index.js';
import { linearPattern, type LinearPattern } from '../../../src/wire/plugins/when/linear-pattern.js';
import { patternArbitrary } from './pattern-arbitraries.js';

const KEYS = ['resourceKind', 'selectionCount', 'inRoot', 'config.acme.mode', 'acme.list', '_x:y-z'] as const;

/** Few values, so that clauses and contexts meet; some that look like words of the grammar, some that need quotes. */
const TEXTS = ['', 'file', 'protected', 'folder', '5', '5.0', '007', '-1', 'true', 'false', 'in', 'not', 'a b', '&&', "it's", 'say "x"', '守り', '.docx', 'C:\\x', '/usr'] as const;
const text = fc.constantFrom(...TEXTS);
const number = fc.oneof(fc.constantFrom(0, 1, 5, -1, 0.5, 1e21), fc.double({ noNaN: true, noDefaultInfinity: true }).map(value => value + 0));

const pattern = patternArbitrary.map(source => ({ source, compiled: linearPattern(source, source.length % 2 === 0) }))
  .filter(({ source, compiled }) => compiled.ok && source !== '' && !/[/\n\r]/.test(source))
  .map(({ compiled }) => (compiled as { readonly pattern: LinearPattern }).pattern);

const leafOver = (key: fc.Arbitrary<string>): fc.Arbitrary<WhenClause> => fc.oneof(
  fc.record({ kind: fc.constant('literal' as const), value: fc.boolean() }),
  fc.record({ kind: fc.constant('key' as const), key }),
  fc.record({ kind: fc.constant('equals' as const), key, negated: fc.boolean(), value: text }),
  fc.record({ kind: fc.constant('compare' as const), key, operator: fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const), value: number }),
  fc.record({ kind: fc.constant('match' as const), key, pattern }),
  fc.record({ kind: fc.constant('in' as const), key, negated: fc.boolean(), list: key }),
);

/** Clauses that ask for some of these keys. */
export const clauseOver = (keys: readonly string[]): fc.Arbitrary<WhenClause> => fc.letrec<{ clause: WhenClause }>(tie => ({
  clause: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leafOver(fc.constantFrom(...keys)),
    tie('clause').map(not),
    fc.array(tie('clause'), { minLength: 2, maxLength: 3 }).map(allOf),
    fc.array(tie('clause'), { minLength: 2, maxLength: 3 }).map(anyOf),
  ),
})).clause;
export const clauseArbitrary = clauseOver(KEYS);

const scalar = fc.oneof(text, number, fc.boolean());
const value: fc.Arbitrary<ContextValue> = fc.oneof(scalar, fc.array(scalar, { maxLength: 6 }), fc.dictionary(text, scalar, { maxKeys: 6 }));

export const contextOver = (keys: readonly string[]): fc.Arbitrary<Partial<Record<string, ContextValue>>> => fc.record(Object.fromEntries(keys.map(name => [name, value])), { requiredKeys: [] });
export const contextArbitrary = contextOver(KEYS);
