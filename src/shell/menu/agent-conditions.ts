import { evaluate, print, type ContextValue, type WhenClause, type WhenContext } from '../../wire/plugins/when/index.js';
import type { Decision } from './decision.js';
import { MAX_BOOLEANS } from './menu-format.js';

/**
 * What a decision list takes from the agent while it is compiled: conditions that ask nothing of a selection, and lists.
 *
 * The first 64 different conditions become booleans, which change without the list. Further ones, and lists, are written into it with their present value; `fixed`
 * tells whether the list is still the right one.
 */
export class AgentConditions {
  readonly #context: WhenContext;
  readonly #booleans = new Map<string, { readonly index: number; readonly clause: WhenClause }>();
  readonly #written = new Map<string, WhenClause>();
  readonly #lists = new Set<string>();

  constructor(context: WhenContext) {
    this.#context = context;
  }

  decide(clause: WhenClause): Decision {
    const name = print(clause);
    const known = this.#booleans.get(name);
    if (known) return { kind: 'boolean', index: known.index };
    if (this.#booleans.size < MAX_BOOLEANS) {
      const index = this.#booleans.size;
      this.#booleans.set(name, { index, clause });
      return { kind: 'boolean', index };
    }
    this.#written.set(name, clause);
    return { kind: 'literal', value: evaluate(clause, this.#context) };
  }

  list(key: string): Exclude<ContextValue, string | number | boolean> | undefined {
    this.#lists.add(key);
    const value = this.#context.get(key);
    return typeof value === 'object' ? value : undefined;
  }

  /** The booleans as they are now. */
  booleans(context: WhenContext): bigint {
    let bits = 0n;
    for (const { index, clause } of this.#booleans.values()) if (evaluate(clause, context)) bits |= 1n << BigInt(index);
    return bits;
  }

  /** What is written into the list, as it is now: the same text, the same list. */
  fixed(context: WhenContext): string {
    return JSON.stringify([[...this.#lists].map(key => context.get(key)), [...this.#written.values()].map(clause => evaluate(clause, context))]);
  }
}
