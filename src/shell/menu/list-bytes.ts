import { Buffer } from 'node:buffer';
import { inAnyCase, type LinearPattern } from '../../wire/plugins/when/index.js';
import type { Decision } from './decision.js';
import { FACT_KEYS } from './menu-facts.js';
import { ASSERTIONS, COMPARISONS, HEADER_BYTES, OPERATIONS, RANGE_BYTES, STATE_BYTES, STATES } from './menu-format.js';

/** Texts, clauses and patterns of a list, each written once; what they answer is where it begins. */
export class ListBytes {
  readonly #parts: Buffer[] = [Buffer.alloc(HEADER_BYTES)];
  readonly #places = new Map<string, number>();
  #length = HEADER_BYTES;

  get length(): number {
    return this.#length;
  }

  /** Forgets what was added since it was so long; nothing can be added after that. */
  cutTo(length: number): void {
    while (this.#length > length) this.#length -= this.#parts.pop()?.length ?? this.#length;
  }

  toBuffer(): Buffer {
    return Buffer.concat(this.#parts, this.#length);
  }

  add(bytes: Buffer): number {
    const name = bytes.toString('latin1');
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    const at = this.#length;
    this.#parts.push(bytes);
    this.#length += bytes.length;
    this.#places.set(name, at);
    return at;
  }

  clause(decision: Decision): number {
    return this.add(Buffer.concat([...this.#operations(decision), Buffer.of(OPERATIONS.end)]));
  }

  #operations(decision: Decision): readonly Buffer[] {
    switch (decision.kind) {
      case 'literal': return [Buffer.of(OPERATIONS.literal, decision.value ? 1 : 0)];
      case 'boolean': return [Buffer.of(OPERATIONS.boolean, decision.index)];
      case 'not': return [...this.#operations(decision.decision), Buffer.of(OPERATIONS.not)];
      case 'all': case 'any': return this.#joined(decision.kind, decision.decisions);
      case 'truthy': return [Buffer.of(OPERATIONS.truthy, FACT_KEYS.indexOf(decision.key))];
      case 'equals': {
        const text = Buffer.from(decision.value);
        return [Buffer.of(OPERATIONS.equals, FACT_KEYS.indexOf(decision.key)), u32(this.add(text)), u16(text.length)];
      }
      case 'compare': {
        const limit = Buffer.alloc(8);
        limit.writeDoubleLE(decision.value);
        return [Buffer.of(OPERATIONS.compare, FACT_KEYS.indexOf(decision.key), COMPARISONS.indexOf(decision.operator)), limit];
      }
      case 'match': return [Buffer.of(OPERATIONS.match, FACT_KEYS.indexOf(decision.key)), u32(this.#pattern(decision.pattern))];
    }
  }

  #joined(kind: 'all' | 'any', [first, ...more]: readonly Decision[]): readonly Buffer[] {
    if (!first) return [Buffer.of(OPERATIONS.literal, kind === 'all' ? 1 : 0)];
    const join = Buffer.of(kind === 'all' ? OPERATIONS.and : OPERATIONS.or);
    return [...this.#operations(first), ...more.flatMap(decision => [...this.#operations(decision), join])];
  }

  #pattern({ program, ignoreCase }: LinearPattern): number {
    const bytes = Buffer.alloc(2 + program.length * STATE_BYTES);
    bytes.writeUInt16LE(program.length);
    program.forEach((instruction, index) => {
      const at = bytes.writeUInt8(STATES.indexOf(instruction.do), 2 + index * STATE_BYTES);
      if (instruction.do === 'fork') bytes.writeUInt16LE(instruction.also, at + 1);
      else if (instruction.do === 'jump') bytes.writeUInt16LE(instruction.to, at + 1);
      else if (instruction.do === 'assert') bytes.writeUInt8(ASSERTIONS.indexOf(instruction.what), at);
      else if (instruction.do === 'consume') {
        bytes.writeUInt8(instruction.negated ? 1 : 0, at);
        bytes.writeUInt32LE(this.#set(ignoreCase ? inAnyCase(instruction.ranges) : instruction.ranges), at + 3);
      }
    });
    return this.add(bytes);
  }

  #set(ranges: readonly (readonly [number, number])[]): number {
    const bytes = Buffer.alloc(2 + ranges.length * RANGE_BYTES);
    bytes.writeUInt16LE(ranges.length);
    ranges.forEach(([from, to], index) => bytes.writeUInt32LE(to, bytes.writeUInt32LE(from, 2 + index * RANGE_BYTES)));
    return this.add(bytes);
  }
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
