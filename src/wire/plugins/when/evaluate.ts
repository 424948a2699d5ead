import { decimalIn } from './decimal.js';
import { matches } from './linear-pattern.js';
import type { Comparison, ContextValue, WhenClause, WhenContext } from './when-clause.js';

/**
 * Whether the clause holds. Never throws, whatever the context holds.
 *
 * - A number equals its decimal text (`selectionCount == 1`); a boolean equals no text, as in VS Code.
 * - An ordering takes numbers and texts that are decimal numbers of at most 15 digits; of anything else it is false.
 * - `in` finds a scalar in a list and a text among a record's own names. Without a list nothing is in it, so `not in` holds.
 * - `!(…)` is plain negation: VS Code turns `!(n < 1)` into `n >= 1`, which differs for a key that is not there.
 */
export function evaluate(clause: WhenClause, context: WhenContext): boolean {
  switch (clause.kind) {
    case 'literal': return clause.value;
    case 'key': return Boolean(context.get(clause.key));
    case 'not': return !evaluate(clause.clause, context);
    case 'all': return clause.clauses.every(part => evaluate(part, context));
    case 'any': return clause.clauses.some(part => evaluate(part, context));
    case 'equals': return equal(context.get(clause.key), clause.value) !== clause.negated;
    case 'compare': return compare(context.get(clause.key), clause.operator, clause.value);
    case 'match': {
      const text = textOf(context.get(clause.key));
      return text !== undefined && matches(clause.pattern, text);
    }
    case 'in': return lies(context.get(clause.key), context.get(clause.list)) !== clause.negated;
  }
}

function equal(value: ContextValue | undefined, text: string): boolean {
  return typeof value !== 'boolean' && textOf(value) === text;
}

function compare(value: ContextValue | undefined, operator: Comparison, limit: number): boolean {
  const number = typeof value === 'string' ? decimalIn(value) : value;
  if (typeof number !== 'number') return false;
  switch (operator) {
    case '<': return number < limit;
    case '<=': return number <= limit;
    case '>': return number > limit;
    case '>=': return number >= limit;
  }
}

function lies(value: ContextValue | undefined, list: ContextValue | undefined): boolean {
  if (value === undefined || typeof list !== 'object') return false;
  if (Array.isArray(list)) return list.includes(value);
  return typeof value === 'string' && Object.hasOwn(list, value);
}

/** Lists and records have no text. */
function textOf(value: ContextValue | undefined): string | undefined {
  return value === undefined || typeof value === 'object' ? undefined : String(value);
}
