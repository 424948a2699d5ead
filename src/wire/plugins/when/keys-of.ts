import type { WhenClause } from './when-clause.js';

/** Every context key the clause asks for, each once, in order: what has to change for its answer to change. */
export function keysOf(clause: WhenClause): readonly string[] {
  return [...new Set(keysIn(clause))].toSorted();
}

function keysIn(clause: WhenClause): readonly string[] {
  switch (clause.kind) {
    case 'literal': return [];
    case 'not': return keysIn(clause.clause);
    case 'all': case 'any': return clause.clauses.flatMap(keysIn);
    case 'in': return [clause.key, clause.list];
    default: return [clause.key];
  }
}
