import type { LinearPattern } from './linear-pattern.js';

/**
 * A condition over context keys, as VS Code writes them in `when` and `enablement`. Plain frozen data, patterns included.
 *
 * `all` and `any` hold at least two clauses, none of them of their own kind: `a && (b && c)` is `a && b && c`.
 */
export type WhenClause =
  | { readonly kind: 'literal'; readonly value: boolean }
  | { readonly kind: 'key'; readonly key: string } //                                       true when the key's value is truthy
  | { readonly kind: 'not'; readonly clause: WhenClause }
  | { readonly kind: 'all' | 'any'; readonly clauses: readonly WhenClause[] }
  | { readonly kind: 'equals'; readonly key: string; readonly negated: boolean; readonly value: string }
  | { readonly kind: 'compare'; readonly key: string; readonly operator: Comparison; readonly value: number }
  | { readonly kind: 'match'; readonly key: string; readonly pattern: LinearPattern }
  | { readonly kind: 'in'; readonly key: string; readonly negated: boolean; readonly list: string };

export type Comparison = '<' | '<=' | '>' | '>=';

export type Scalar = string | number | boolean;
/** What a context key can hold: a scalar, a list, or a record of which only the names count (`in` asks for one). */
export type ContextValue = Scalar | readonly Scalar[] | Readonly<Record<string, unknown>>;

/** Values by key; a `Map` is one. A key that is not there is false, equals nothing, matches nothing and lies in nothing. */
export interface WhenContext {
  get(key: string): ContextValue | undefined;
}

/** Keys the product sets for menus and enablement; settings appear as `config.KEY`, and plugins add their own. */
export const CONTEXT_KEYS = ['resourceKind', 'resourceExtension', 'resourceStatus', 'inRoot', 'selectionCount', 'runState'] as const;

/** Clauses joined by `&&`, flat; of none it is true, of one that one. */
export const allOf = (clauses: readonly WhenClause[]): WhenClause => joined('all', clauses);

/** Clauses joined by `||`, flat; of none it is false, of one that one. */
export const anyOf = (clauses: readonly WhenClause[]): WhenClause => joined('any', clauses);

export function not(clause: WhenClause): WhenClause {
  return Object.freeze(clause.kind === 'literal' ? { kind: 'literal', value: !clause.value } : { kind: 'not', clause });
}

function joined(kind: 'all' | 'any', clauses: readonly WhenClause[]): WhenClause {
  const flat = clauses.flatMap(clause => (clause.kind === kind ? clause.clauses : [clause]));
  const [first] = flat;
  if (first === undefined) return Object.freeze({ kind: 'literal', value: kind === 'all' });
  return flat.length === 1 ? first : Object.freeze({ kind, clauses: Object.freeze(flat) });
}
