import type { WhenClause } from './when-clause.js';

/** The clause in canonical form: `parseWhen(print(clause))` gives the same clause, and equal clauses print equally. Values are quoted, parentheses fewest. */
export function print(clause: WhenClause): string {
  switch (clause.kind) {
    case 'literal': return String(clause.value);
    case 'key': return clause.key;
    case 'not': return clause.clause.kind === 'key' ? `!${clause.clause.key}` : `!(${print(clause.clause)})`;
    case 'all': return clause.clauses.map(part => (part.kind === 'any' ? `(${print(part)})` : print(part))).join(' && ');
    case 'any': return clause.clauses.map(print).join(' || ');
    case 'equals': return `${clause.key} ${clause.negated ? '!=' : '=='} ${quoted(clause.value)}`;
    case 'compare': return `${clause.key} ${clause.operator} ${clause.value}`;
    case 'match': return `${clause.key} =~ /${clause.pattern.source}/${clause.pattern.ignoreCase ? 'i' : ''}`;
    case 'in': return `${clause.key} ${clause.negated ? 'not in' : 'in'} ${clause.list}`;
  }
}

/** There are no escapes; a parsed value never holds both kinds of quotes. */
function quoted(value: string): string {
  return value.includes("'") ? `"${value}"` : `'${value}'`;
}
