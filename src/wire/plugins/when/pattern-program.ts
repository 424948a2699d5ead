import type { Ranges } from './character-sets.js';
import type { Assertion, PatternNode } from './pattern-syntax.js';
import { WHEN_LIMITS } from './when-limits.js';

/** One state of the automaton. Targets are indices; a state without one goes on to the next. */
export type Instruction =
  | { readonly do: 'consume'; readonly ranges: Ranges; readonly negated: boolean }
  | { readonly do: 'fork'; readonly also: number } // here and there
  | { readonly do: 'jump'; readonly to: number }
  | { readonly do: 'assert'; readonly what: Assertion }
  | { readonly do: 'accept' };

/** The automaton of a tree (Thompson's construction), or undefined when it has more states than allowed. Cost: linear in the states. */
export function compilePattern(tree: PatternNode): readonly Instruction[] | undefined {
  const program: Instruction[] = [];
  const fits = emit(tree, program);
  if (!fits) return undefined;
  program.push({ do: 'accept' });
  return Object.freeze(program);
}

function emit(node: PatternNode, program: Instruction[]): boolean {
  if (program.length >= WHEN_LIMITS.patternStates) return false;
  switch (node.kind) {
    case 'set':
      program.push({ do: 'consume', ranges: node.ranges, negated: node.negated });
      return true;
    case 'assert':
      program.push({ do: 'assert', what: node.what });
      return true;
    case 'sequence':
      return node.items.length === 0 ? emitNothing(program) : node.items.every(item => emit(item, program));
    case 'choice':
      return emitChoice(node.options, program);
    case 'repeat':
      return emitRepeat(node.item, node.min, node.max, program);
  }
}

function emitChoice(options: readonly PatternNode[], program: Instruction[]): boolean {
  const leaving: number[] = [];
  for (const [index, option] of options.entries()) {
    const last = index === options.length - 1;
    const fork = last ? undefined : reserve(program);
    if (!emit(option, program)) return false;
    if (fork === undefined) continue;
    leaving.push(reserve(program));
    program[fork] = { do: 'fork', also: program.length };
  }
  for (const at of leaving) program[at] = { do: 'jump', to: program.length };
  return true;
}

/** Every node has a state, so that the bound on states also bounds the work for `((){1000}){1000}`. */
function emitNothing(program: Instruction[]): boolean {
  program.push({ do: 'jump', to: program.length + 1 });
  return true;
}

function emitRepeat(item: PatternNode, min: number, max: number, program: Instruction[]): boolean {
  if (max === 0) return emitNothing(program);
  for (let count = 0; count < min; count++) if (!emit(item, program)) return false;
  if (max === Infinity) {
    const fork = reserve(program);
    if (!emit(item, program)) return false;
    program.push({ do: 'jump', to: fork });
    program[fork] = { do: 'fork', also: program.length };
    return true;
  }
  const forks: number[] = [];
  for (let count = min; count < max; count++) {
    forks.push(reserve(program));
    if (!emit(item, program)) return false;
  }
  for (const at of forks) program[at] = { do: 'fork', also: program.length };
  return true;
}

function reserve(program: Instruction[]): number {
  return program.push({ do: 'accept' }) - 1; // overwritten once its target is known
}
