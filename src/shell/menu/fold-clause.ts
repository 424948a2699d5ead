import { allOf, anyOf, keysOf, type WhenClause } from '../../wire/plugins/when/index.js';
import type { AgentConditions } from './agent-conditions.js';
import type { Decision } from './decision.js';
import { isFactKey, type FactKey } from './menu-facts.js';

/** The clause with everything that only the agent knows taken out of it: parts that ask nothing of a selection become booleans, lists are written out. */
export function foldClause(clause: WhenClause, agent: AgentConditions): Decision {
  if (clause.kind === 'literal') return clause;
  if (!keysOf(clause).some(isFactKey)) return agent.decide(clause);
  switch (clause.kind) {
    case 'not': return { kind: 'not', decision: foldClause(clause.clause, agent) };
    case 'all': case 'any': return foldList(clause.kind, clause.clauses, agent);
    case 'in': return negatedIf(clause.negated, foldMembership(clause.key, clause.list, agent));
    default: return foldTest(clause);
  }
}

/** Parts without a fact go together, so that they take one boolean. */
function foldList(kind: 'all' | 'any', clauses: readonly WhenClause[], agent: AgentConditions): Decision {
  const own = clauses.filter(clause => !keysOf(clause).some(isFactKey));
  const others = clauses.filter(clause => !own.includes(clause)).map(clause => foldClause(clause, agent));
  return { kind, decisions: own.length === 0 ? others : [foldClause((kind === 'all' ? allOf : anyOf)(own), agent), ...others] };
}

function foldTest(clause: Extract<WhenClause, { readonly kind: 'key' | 'equals' | 'compare' | 'match' }>): Decision {
  const key = clause.key as FactKey;
  switch (clause.kind) {
    case 'key': return { kind: 'truthy', key };
    case 'equals': return negatedIf(clause.negated, { kind: 'equals', key, value: clause.value });
    case 'compare': return { kind: 'compare', key, operator: clause.operator, value: clause.value };
    case 'match': return { kind: 'match', key, pattern: clause.pattern };
  }
}

/** A fact in a list of the agent's: one of its members. No fact is a list. */
function foldMembership(key: string, listKey: string, agent: AgentConditions): Decision {
  const list = isFactKey(listKey) || !isFactKey(key) ? undefined : agent.list(listKey);
  return { kind: 'any', decisions: list === undefined ? [] : membersOf(list, key as FactKey) };
}

function membersOf(list: Exclude<ReturnType<AgentConditions['list']>, undefined>, key: FactKey): readonly Decision[] {
  const values: readonly unknown[] = Array.isArray(list) ? list : key === 'selectionCount' || key === 'inRoot' ? [] : Object.keys(list);
  return values.flatMap((value): Decision | readonly Decision[] => {
    if (key === 'inRoot') return typeof value === 'boolean' ? negatedIf(!value, { kind: 'truthy', key }) : [];
    const isOfItsType = typeof value === (key === 'selectionCount' ? 'number' : 'string');
    return isOfItsType ? { kind: 'equals', key, value: String(value) } : [];
  });
}

function negatedIf(negated: boolean, decision: Decision): Decision {
  return negated ? { kind: 'not', decision } : decision;
}
