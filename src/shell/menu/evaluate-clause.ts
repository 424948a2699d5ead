import { decimalIn } from '../../wire/plugins/when/decimal.js';
import type { ContextValue, WhenContext } from '../../wire/plugins/when/index.js';
import { findsPattern } from './evaluate-pattern.js';
import type { ListReader } from './list-reader.js';
import { FACT_KEYS } from './menu-facts.js';
import { MAX_BOOLEANS, MAX_DEPTH, OPERATIONS } from './menu-format.js';

/** Whether the clause at `at` holds; 0 is the clause that always does. One that makes no sense does not; native/shim/menu/clause.cc does the same, step by step. */
export function clauseHolds(list: ListReader, at: number, facts: WhenContext, booleans: bigint): boolean {
  return at === 0 || new ClauseRun(list, at, facts, booleans).holds();
}

class ClauseRun {
  readonly #list: ListReader;
  readonly #facts: WhenContext;
  readonly #booleans: bigint;
  readonly #stack: boolean[] = [];
  #at: number;

  constructor(list: ListReader, at: number, facts: WhenContext, booleans: bigint) {
    this.#list = list;
    this.#at = at;
    this.#facts = facts;
    this.#booleans = booleans;
  }

  holds(): boolean {
    for (let operation = this.#next('u8', 1); operation !== OPERATIONS.end; operation = this.#next('u8', 1)) {
      if (operation === undefined || !this.#list.step() || !this.#carryOut(operation)) return false;
    }
    return this.#stack.length === 1 && this.#stack[0] === true;
  }

  #next(type: 'u8' | 'u16' | 'u32' | 'f64', bytes: number): number | undefined {
    const value = this.#list[type](this.#at);
    this.#at += bytes;
    return value;
  }

  #carryOut(operation: number): boolean {
    const stack = this.#stack;
    if (operation === OPERATIONS.not) return stack.length > 0 && stack.push(!stack.pop()) > 0;
    if (operation === OPERATIONS.and || operation === OPERATIONS.or) {
      if (stack.length < 2) return false;
      const [second, first] = [stack.pop() as boolean, stack.pop() as boolean];
      return stack.push(operation === OPERATIONS.and ? first && second : first || second) > 0;
    }
    const value = this.#atom(operation);
    return value !== undefined && stack.length < MAX_DEPTH && stack.push(value) > 0;
  }

  #atom(operation: number): boolean | undefined {
    const argument = this.#next('u8', 1);
    if (argument === undefined) return undefined;
    if (operation === OPERATIONS.literal) return argument !== 0;
    if (operation === OPERATIONS.boolean) return argument < MAX_BOOLEANS ? (this.#booleans >> BigInt(argument) & 1n) === 1n : undefined;
    const key = FACT_KEYS[argument];
    if (key === undefined) return undefined;
    const value = this.#facts.get(key);
    switch (operation) {
      case OPERATIONS.truthy: return Boolean(value);
      case OPERATIONS.equals: return this.#equals(value);
      case OPERATIONS.compare: return this.#compare(value);
      case OPERATIONS.match: return this.#match(value);
      default: return undefined;
    }
  }

  #equals(value: ContextValue | undefined): boolean | undefined {
    const [at, bytes] = [this.#next('u32', 4), this.#next('u16', 2)];
    const wanted = at === undefined || bytes === undefined ? undefined : this.#list.text(at, bytes);
    return wanted === undefined ? undefined : typeof value !== 'boolean' && value !== undefined && String(value) === wanted;
  }

  #compare(value: ContextValue | undefined): boolean | undefined {
    const [how, limit] = [this.#next('u8', 1), this.#next('f64', 8)];
    if (how === undefined || limit === undefined) return undefined;
    const number = typeof value === 'string' ? decimalIn(value) : value;
    if (typeof number !== 'number') return false;
    return [number < limit, number <= limit, number > limit, number >= limit][how] ?? false;
  }

  #match(value: ContextValue | undefined): boolean | undefined {
    const pattern = this.#next('u32', 4);
    if (pattern === undefined) return undefined;
    return value !== undefined && findsPattern(this.#list, pattern, String(value));
  }
}
