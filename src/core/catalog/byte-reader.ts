import type { Buffer } from 'node:buffer';
import { CodedError } from '../../base/coded-error.js';
import { catalogErrors } from '../../terms/errors/catalog-errors.js';

/** The bytes do not follow section 8 of docs/vault-format.md. */
export function badRecord(what: string): CodedError {
  return CodedError.of(catalogErrors, 'catalog.bad-record', `bad record: ${what}`);
}

/**
 * Reads the integers and byte strings of docs/vault-format.md, section 1, from bytes that nobody vouches for.
 *
 * Never reads past the end and never allocates: `bytes` gives views. Only the shortest coding of an integer is
 * accepted, so that equal values have equal bytes. Fails with `catalog.bad-record`.
 */
export class ByteReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get offset(): number {
    return this.#at;
  }

  get atEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  byte(): number {
    const value = this.#bytes[this.#at];
    if (value === undefined) throw badRecord('cut short');
    this.#at += 1;
    return value;
  }

  /** An unsigned varint of at most 2^53 - 1: sizes, counts, sequences. */
  integer(): number {
    let value = 0;
    let scale = 1;
    for (let length = 1; length <= 8; length += 1) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) {
        if (byte === 0 && length > 1) throw badRecord('integer not in its shortest form');
        if (value > Number.MAX_SAFE_INTEGER) break;
        return value;
      }
      scale *= 128;
    }
    throw badRecord('integer beyond 2^53');
  }

  /** A signed varint of 64 bits. */
  signed(): bigint {
    let coded = 0n;
    for (let length = 1; length <= 10; length += 1) {
      const byte = this.byte();
      coded |= BigInt(byte & 0x7f) << BigInt(7 * (length - 1));
      if (byte < 0x80) {
        if (byte === 0 && length > 1) throw badRecord('integer not in its shortest form');
        if (coded >= 1n << 64n) break;
        return (coded >> 1n) ^ -(coded & 1n);
      }
    }
    throw badRecord('integer beyond 64 bits');
  }

  /** Exactly `length` bytes, as a view. */
  take(length: number): Buffer {
    if (length > this.#bytes.length - this.#at) throw badRecord('cut short');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** A length and that many bytes, as a view. */
  bytes(): Buffer {
    return this.take(this.integer());
  }
}
