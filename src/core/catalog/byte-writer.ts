import { Buffer } from 'node:buffer';
import { bug } from '../../base/coded-error.js';

const INITIAL_BYTES = 256;

/** Writes what `ByteReader` reads into a buffer that grows by doubling. */
export class ByteWriter {
  #bytes = Buffer.allocUnsafe(INITIAL_BYTES);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  byte(value: number): this {
    this.#reserve(1);
    this.#bytes[this.#length] = value;
    this.#length += 1;
    return this;
  }

  integer(value: number): this {
    if (!Number.isSafeInteger(value) || value < 0) throw bug(`${value} is no unsigned integer of 53 bits`);
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 128)) this.byte((rest % 128) | 0x80);
    return this.byte(rest);
  }

  signed(value: bigint): this {
    if (BigInt.asIntN(64, value) !== value) throw bug(`${value} is no signed integer of 64 bits`);
    let coded = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
    for (; coded >= 0x80n; coded >>= 7n) this.byte(Number(coded & 0x7fn) | 0x80);
    return this.byte(Number(coded));
  }

  raw(value: Uint8Array): this {
    this.#reserve(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
    return this;
  }

  bytes(value: Uint8Array): this {
    return this.integer(value.length).raw(value);
  }

  /** A copy of what was written so far. */
  toBuffer(): Buffer {
    return Buffer.from(this.#bytes.subarray(0, this.#length));
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + more));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}
