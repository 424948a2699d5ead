import { Buffer } from 'node:buffer';
import { bug } from '../base/coded-error.js';

const NOTHING = Buffer.alloc(0);

/**
 * Reads a byte stream that arrives in chunks, part by part.
 *
 * Push a chunk, then read until `undefined`: by then the chunk is used up. A part that lies within one chunk is a view of it and is not copied; one that
 * does not is put together in memory that grows with the bytes that came, not with the length that was announced: at most twice the bytes
 * of one unfinished part, each copied a constant number of times on average.
 */
export class IncomingBytes {
  #chunk: Buffer = NOTHING;
  #at = 0;
  #part: Buffer = NOTHING; // capacity; the first #filled bytes hold the part under way
  #filled = 0;

  push(chunk: Buffer): void {
    if (this.#at < this.#chunk.length) throw bug('a chunk was pushed before the last one was read');
    this.#chunk = chunk;
    this.#at = 0;
  }

  /** The next `length` bytes, or undefined until all have come; ask for the same length again then. */
  read(length: number): Buffer | undefined {
    if (this.#filled === 0 && this.#chunk.length - this.#at >= length) return this.#cut(length);
    this.#collect(this.#cut(length - this.#filled), length);
    if (this.#filled < length) return undefined;
    const whole = this.#part.subarray(0, length);
    this.#part = NOTHING;
    this.#filled = 0;
    return whole;
  }

  /** What has come of the next `most` bytes, never copied; undefined when there is nothing. */
  readSome(most: number): Buffer | undefined {
    const bytes = this.#cut(most);
    return bytes.length === 0 ? undefined : bytes;
  }

  #cut(most: number): Buffer {
    const end = Math.min(this.#at + most, this.#chunk.length);
    const bytes = this.#chunk.subarray(this.#at, end);
    this.#at = end;
    if (end === this.#chunk.length) this.#release();
    return bytes;
  }

  #collect(bytes: Buffer, length: number): void {
    const needed = this.#filled + bytes.length;
    if (needed > this.#part.length) {
      const larger = Buffer.allocUnsafe(Math.min(length, Math.max(needed, 2 * this.#part.length)));
      this.#part.copy(larger, 0, 0, this.#filled);
      this.#part = larger;
    }
    bytes.copy(this.#part, this.#filled);
    this.#filled = needed;
  }

  /** The caller's buffer is not ours to hold on to. */
  #release(): void {
    this.#chunk = NOTHING;
    this.#at = 0;
  }
}
