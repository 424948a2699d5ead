import type { ListReader } from './list-reader.js';
import { MAX_STATES, RANGE_BYTES, STATE_BYTES } from './menu-format.js';

const [ACCEPT, CONSUME, FORK, JUMP, ASSERT] = [0, 1, 2, 3, 4];
const [START, END, BOUNDARY] = [0, 1, 2];

/** Whether the pattern at `at` is found anywhere in the text; native/shim/menu/pattern.cc does the same, step by step. */
export function findsPattern(list: ListReader, at: number, text: string): boolean {
  const states = list.u16(at);
  if (states === undefined || states > MAX_STATES || !list.holds(at + 2, states * STATE_BYTES)) return false;
  return new PatternRun(list, at + 2, states, Array.from(text, character => character.codePointAt(0) as number)).isFound();
}

class PatternRun {
  readonly #list: ListReader;
  readonly #at: number;
  readonly #states: number;
  readonly #points: readonly number[];
  #isSpent = false;

  constructor(list: ListReader, at: number, states: number, points: readonly number[]) {
    this.#list = list;
    this.#at = at;
    this.#states = states;
    this.#points = points;
  }

  isFound(): boolean {
    let from: readonly number[] = [];
    for (let position = 0; position <= this.#points.length; position++) {
      const reached = this.#reach([...from, 0], position); // 0: a match may begin at every place
      if (reached === 'accepted') return true;
      const point = this.#points[position];
      if (this.#isSpent || point === undefined) return false;
      from = reached.filter(state => this.#consumes(state, point)).map(state => state + 1);
      if (this.#isSpent) return false;
    }
    return false;
  }

  #step(): boolean {
    this.#isSpent ||= !this.#list.step();
    return !this.#isSpent;
  }

  #reach(from: readonly number[], position: number): readonly number[] | 'accepted' {
    const seen = new Set<number>();
    const waiting: number[] = [];
    const consuming: number[] = [];
    const add = (state: number) => {
      if (state >= MAX_STATES || seen.has(state)) return;
      seen.add(state);
      waiting.push(state);
    };
    from.forEach(add);
    for (let state = waiting.pop(); state !== undefined && this.#step(); state = waiting.pop()) {
      if (state >= this.#states) continue;
      const what = this.#field('u8', state, 0);
      if (what === ACCEPT) return 'accepted';
      if (what === CONSUME) consuming.push(state);
      else if (what === JUMP) add(this.#field('u16', state, 2));
      else if (what === FORK) [state + 1, this.#field('u16', state, 2)].forEach(add);
      else if (what === ASSERT && this.#holds(this.#field('u8', state, 1), position)) add(state + 1);
    }
    return consuming;
  }

  #field(type: 'u8' | 'u16' | 'u32', state: number, offset: number): number {
    return this.#list[type](this.#at + state * STATE_BYTES + offset) ?? 0;
  }

  #holds(what: number, position: number): boolean {
    if (what === START) return position === 0;
    if (what === END) return position === this.#points.length;
    return (isWord(this.#points[position - 1]) !== isWord(this.#points[position])) === (what === BOUNDARY);
  }

  #consumes(state: number, point: number): boolean {
    const set = this.#field('u32', state, 4);
    const negated = this.#field('u8', state, 1) !== 0;
    const ranges = this.#list.u16(set) ?? 0;
    if (!this.#list.holds(set + 2, ranges * RANGE_BYTES)) return false;
    for (let range = 0; range < ranges; range++) {
      if (!this.#step()) return false;
      const [first, last] = [this.#list.u32(set + 2 + range * RANGE_BYTES) ?? 0, this.#list.u32(set + 6 + range * RANGE_BYTES) ?? 0];
      if (first <= point && point <= last) return !negated;
    }
    return negated;
  }
}

const isWord = (point: number | undefined) => point !== undefined && /\w/.test(String.fromCodePoint(point));
