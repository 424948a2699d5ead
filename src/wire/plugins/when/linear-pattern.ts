import { spellingsOf } from './case-spellings.js';
import { includes, WORD_CHARACTERS } from './character-sets.js';
import { compilePattern, type Instruction } from './pattern-program.js';
import { parsePattern, type Assertion } from './pattern-syntax.js';
import { WHEN_LIMITS } from './when-limits.js';

/**
 * A regular expression that cannot run away.
 *
 * JavaScript's engine backtracks: `(a+)+$`, written by a stranger, can hold the agent for hours. This one walks all states of the automaton at once
 * (Thompson 1968; Cox, "Regular Expression Matching Can Be Simple And Fast"), so its cost is at most states × characters, and it is small enough to be
 * written again in C++ for the file manager, where the same clauses are evaluated (native/shim/menu/pattern.cc).
 */
export interface LinearPattern {
  readonly source: string;
  readonly ignoreCase: boolean;
  readonly program: readonly Instruction[];
}

export type PatternResult =
  | { readonly ok: true; readonly pattern: LinearPattern }
  | { readonly ok: false; readonly reason: 'when-bad-expression' | 'when-expression-too-large' };

/** Compiles an expression of the subset that `parsePattern` describes; `ignoreCase` is the flag `i`, by simple upper and lower case. */
export function linearPattern(source: string, ignoreCase: boolean): PatternResult {
  if (source.length > WHEN_LIMITS.patternChars) return { ok: false, reason: 'when-expression-too-large' };
  const tree = parsePattern(source);
  if (tree === undefined) return { ok: false, reason: 'when-bad-expression' };
  const program = compilePattern(tree);
  if (program === undefined) return { ok: false, reason: 'when-expression-too-large' };
  return { ok: true, pattern: Object.freeze({ source, ignoreCase, program }) };
}

/**
 * Whether the pattern is found anywhere in the text, as `RegExp.test` answers. Cost: at most states × characters steps; memory linear in both.
 * A text longer than `subjectChars` is not found.
 */
export function matches({ program, ignoreCase }: LinearPattern, text: string): boolean {
  if (text.length > WHEN_LIMITS.subjectChars) return false;
  const points = Array.from(text, character => character.codePointAt(0) as number);
  let current: number[] = [];
  for (let at = 0; at <= points.length; at++) {
    const active = reach(program, [...current, 0], points, at); // 0: a match may begin at every place
    if (active === 'accepted') return true;
    const point = points[at];
    if (point === undefined) return false;
    const spellings = ignoreCase ? spellingsOf(point) : [point];
    current = active.filter(state => consumes(program[state], spellings)).map(state => state + 1);
  }
  return false;
}

/** All consuming states that the given ones lead to without consuming anything, each once. */
function reach(program: readonly Instruction[], from: readonly number[], points: readonly number[], at: number): number[] | 'accepted' {
  const seen = new Uint8Array(program.length);
  const waiting = [...from];
  const consuming: number[] = [];
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    const instruction = program[state];
    if (instruction === undefined || seen[state] === 1) continue;
    seen[state] = 1;
    if (instruction.do === 'accept') return 'accepted';
    if (instruction.do === 'consume') consuming.push(state);
    else if (instruction.do === 'jump') waiting.push(instruction.to);
    else if (instruction.do === 'fork') waiting.push(state + 1, instruction.also);
    else if (holds(instruction.what, points, at)) waiting.push(state + 1);
  }
  return consuming;
}

function holds(what: Assertion, points: readonly number[], at: number): boolean {
  if (what === 'start') return at === 0;
  if (what === 'end') return at === points.length;
  const border = isWord(points[at - 1]) !== isWord(points[at]);
  return border === (what === 'boundary');
}

function consumes(instruction: Instruction | undefined, spellings: readonly number[]): boolean {
  if (instruction?.do !== 'consume') return false;
  return spellings.some(point => includes(instruction.ranges, point)) !== instruction.negated;
}

const isWord = (point: number | undefined) => point !== undefined && includes(WORD_CHARACTERS, point);
