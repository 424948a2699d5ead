import { evaluate, parseWhen, type WhenClause, type WhenContext } from '../../wire/plugins/when/index.js';

/** Clauses kept parsed; of more, all are parsed again. Twenty plugins with a thousand clauses each. */
const MAX_KEPT = 20_000;

/** Evaluates the conditions of manifests; each text is parsed when it is first asked for. */
export class WhenClauses {
  readonly #parsed = new Map<string, WhenClause>();

  /** No condition always holds. One that cannot be read never does: its manifest was checked by another version. */
  holds(text: string | undefined, context: WhenContext): boolean {
    return text === undefined || evaluate(this.#clause(text), context);
  }

  #clause(text: string): WhenClause {
    const known = this.#parsed.get(text);
    if (known) return known;
    const result = parseWhen(text);
    const clause: WhenClause = result.ok ? result.clause : { kind: 'literal', value: false };
    if (this.#parsed.size >= MAX_KEPT) this.#parsed.clear();
    this.#parsed.set(text, clause);
    return clause;
  }
}
