import { linearPattern } from './linear-pattern.js';
import { tokenize, type Operator, type Token } from './tokenize.js';
import { allOf, anyOf, not, type WhenClause } from './when-clause.js';
import type { WhenFailure, WhenReason } from './when-failure.js';
import { WHEN_LIMITS } from './when-limits.js';

export type WhenResult = { readonly ok: true; readonly clause: WhenClause } | WhenFailure;

/**
 * Reads a when-clause. Never throws; cost linear in its length.
 *
 * ```
 * clause  = all { '||' all }                         '&&' binds closer than '||'
 * all     = term { '&&' term }
 * term    = '!' ( KEY | 'true' | 'false' | '(' clause ')' ) | primary
 * primary = 'true' | 'false' | '(' clause ')' | KEY [ test ]
 * test    = ('==' | '!=') VALUE | ('<' | '<=' | '>' | '>=') NUMBER | '=~' /EXPRESSION/ ['i'] | ['not'] 'in' KEY
 * ```
 *
 * As in VS Code: `key == true` asks whether the key is truthy while `key == 'true'` compares text; `!` takes no comparison without parentheses; single
 * quotes have no escapes. Stricter than VS Code, so that mistakes show at installation: an ordering needs a number, an empty value quotes, an expression
 * the subset of linear-pattern.ts. Looser: double quotes. Source: VS Code docs, "when clause contexts", and the grammar in its contextkey service.
 */
export function parseWhen(text: string): WhenResult {
  if (text.length > WHEN_LIMITS.clauseChars) return failure(WHEN_LIMITS.clauseChars, 'when-too-long');
  const tokens = tokenize(text);
  if ('reason' in tokens) return tokens;
  if (tokens.length === 1) return failure(0, 'when-empty');
  const reader = new ClauseReader(tokens);
  const clause = reader.clause(0);
  if (clause === undefined) return reader.failure;
  return reader.atEnd ? { ok: true, clause } : reader.failure;
}

/** One pass over the tokens; every rule answers undefined once something failed, and `failure` then says what. */
class ClauseReader {
  readonly #tokens: readonly Token[];
  #index = 0;
  #failure: WhenFailure | undefined;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get atEnd(): boolean {
    return this.#next.kind === 'end';
  }

  /** What failed, or that the next token is one too many. */
  get failure(): WhenFailure {
    return this.#failure ?? failure(this.#next.at, this.atEnd ? 'when-ends-early' : 'when-unexpected');
  }

  clause(depth: number): WhenClause | undefined {
    return this.#list('||', anyOf, () => this.#list('&&', allOf, () => this.#term(depth)));
  }

  #list(operator: Operator, join: (clauses: readonly WhenClause[]) => WhenClause, read: () => WhenClause | undefined): WhenClause | undefined {
    const clauses: WhenClause[] = [];
    do {
      const clause = read();
      if (clause === undefined) return undefined;
      clauses.push(clause);
    } while (this.#take(operator));
    return join(clauses);
  }

  #term(depth: number): WhenClause | undefined {
    const negated = this.#take('!');
    const { at } = this.#next;
    if (this.#take('(')) {
      if (depth >= WHEN_LIMITS.depth) return this.#fail('when-too-deep', at);
      const inside = this.clause(depth + 1);
      if (inside === undefined || !this.#take(')')) return undefined;
      return negated ? not(inside) : inside;
    }
    if (this.#next.kind !== 'word') return undefined;
    const clause = this.#takeWord('true', 'false') ?? this.#key(negated);
    return clause && negated ? not(clause) : clause;
  }

  #key(alone: boolean): WhenClause | undefined {
    const key = this.#takeKey();
    if (key === undefined) return undefined;
    return alone ? Object.freeze({ kind: 'key', key }) : this.#test(key);
  }

  #test(key: string): WhenClause | undefined {
    const token = this.#next;
    if (token.kind === 'word' && (token.text === 'in' || token.text === 'not')) return this.#membership(key);
    if (token.kind !== 'operator') return Object.freeze({ kind: 'key', key });
    switch (token.text) {
      case '==': case '!=':
        this.#index += 1;
        return this.#equality(key, token.text === '!=');
      case '<': case '<=': case '>': case '>=':
        this.#index += 1;
        return this.#comparison(key, token.text);
      case '=~':
        this.#index += 1;
        return this.#match(key);
      default:
        return Object.freeze({ kind: 'key', key });
    }
  }

  #equality(key: string, negated: boolean): WhenClause | undefined {
    const token = this.#next;
    if (token.kind !== 'word' && token.kind !== 'string') return undefined;
    this.#index += 1;
    if (token.kind === 'word' && (token.text === 'true' || token.text === 'false')) {
      const truthy: WhenClause = Object.freeze({ kind: 'key', key });
      return (token.text === 'true') === negated ? not(truthy) : truthy;
    }
    return Object.freeze({ kind: 'equals', key, negated, value: token.text });
  }

  #comparison(key: string, operator: '<' | '<=' | '>' | '>='): WhenClause | undefined {
    const { kind, text, at } = this.#next;
    if (kind === 'end') return undefined;
    const value = kind === 'word' || kind === 'string' ? numberIn(text) : undefined;
    if (value === undefined) return this.#fail('when-not-a-number', at);
    this.#index += 1;
    return Object.freeze({ kind: 'compare', key, operator, value });
  }

  #match(key: string): WhenClause | undefined {
    const token = this.#next;
    if (token.kind !== 'pattern') return undefined;
    this.#index += 1;
    if (!/^i?$/.test(token.flags)) return this.#fail('when-bad-expression', token.at);
    const compiled = linearPattern(token.text, token.flags === 'i');
    if (!compiled.ok) return this.#fail(compiled.reason, token.at);
    return Object.freeze({ kind: 'match', key, pattern: compiled.pattern });
  }

  #membership(key: string): WhenClause | undefined {
    const negated = this.#takeText('not');
    if (!this.#takeText('in')) return undefined;
    const list = this.#takeKey();
    return list === undefined ? undefined : Object.freeze({ kind: 'in', key, negated, list });
  }

  get #next(): Token {
    return this.#tokens[Math.min(this.#index, this.#tokens.length - 1)] as Token;
  }

  #take(operator: Operator): boolean {
    if (this.#next.kind !== 'operator' || this.#next.text !== operator) return false;
    this.#index += 1;
    return true;
  }

  #takeText(word: string): boolean {
    if (this.#next.kind !== 'word' || this.#next.text !== word) return false;
    this.#index += 1;
    return true;
  }

  #takeWord(yes: string, no: string): WhenClause | undefined {
    if (this.#takeText(yes)) return Object.freeze({ kind: 'literal', value: true });
    return this.#takeText(no) ? Object.freeze({ kind: 'literal', value: false }) : undefined;
  }

  #takeKey(): string | undefined {
    const { kind, text, at } = this.#next;
    if (kind === 'end') return undefined;
    if (kind !== 'word' || !isKey(text)) return this.#fail('when-not-a-key', at);
    this.#index += 1;
    return text;
  }

  #fail(reason: WhenReason, at: number): undefined {
    this.#failure ??= failure(at, reason);
  }
}

/** A context key: a word that begins with a letter and is no word of the grammar. */
function isKey(text: string): boolean {
  return /^[A-Za-z_][\w.:-]*$/.test(text) && !['true', 'false', 'in', 'not'].includes(text);
}

/** A decimal number as a clause writes it, else undefined. */
function numberIn(text: string): number | undefined {
  if (!/^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text)) return undefined;
  const value = Number(text) + 0; // + 0: there is one zero
  return Number.isFinite(value) ? value : undefined;
}

function failure(at: number, reason: WhenReason): WhenFailure {
  return { ok: false, at, reason };
}
