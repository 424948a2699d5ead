import { Buffer } from 'node:buffer';
import { MAX_STEPS } from './menu-format.js';

/** A decision list as it came out of a table: nothing of it is believed. Undefined wherever it would be read past its end. */
export class ListReader {
  readonly #bytes: Buffer;
  #steps = MAX_STEPS;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.#bytes.length;
  }

  holds(at: number, bytes: number): boolean {
    return at + bytes <= this.#bytes.length;
  }

  u8(at: number): number | undefined {
    return this.holds(at, 1) ? this.#bytes.readUInt8(at) : undefined;
  }

  u16(at: number): number | undefined {
    return this.holds(at, 2) ? this.#bytes.readUInt16LE(at) : undefined;
  }

  u32(at: number): number | undefined {
    return this.holds(at, 4) ? this.#bytes.readUInt32LE(at) : undefined;
  }

  f64(at: number): number | undefined {
    return this.holds(at, 8) ? this.#bytes.readDoubleLE(at) : undefined;
  }

  text(at: number, bytes: number): string | undefined {
    return this.holds(at, bytes) ? this.#bytes.toString('utf8', at, at + bytes) : undefined;
  }

  /** Whether one more step may be made; all evaluations of a menu together have MAX_STEPS. */
  step(): boolean {
    if (this.#steps === 0) return false;
    this.#steps -= 1;
    return true;
  }
}
