import { Buffer } from 'node:buffer';

/** Pieces below this are joined: a view of a few bytes may hold a whole read's buffer, and costs an object of its own. */
const SMALL_BYTES = 16 * 1024;

/** Bytes waiting to be read. Memory is at most a small multiple of `sizeBytes`, however small the pieces were. */
export class ByteQueue {
  #pieces: Uint8Array[] = [];
  #joined: { readonly buffer: Buffer; used: number } | undefined; // behind the last piece
  #sizeBytes = 0;

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return; // a piece that is there has something in it
    this.#sizeBytes += bytes.length;
    if (bytes.length < SMALL_BYTES) return this.#join(bytes);
    this.#close();
    this.#pieces.push(bytes);
  }

  shift(): Uint8Array | undefined {
    if (this.#pieces.length === 0) this.#close();
    const piece = this.#pieces.shift();
    if (piece) this.#sizeBytes -= piece.length;
    return piece;
  }

  clear(): void {
    this.#pieces = [];
    this.#joined = undefined;
    this.#sizeBytes = 0;
  }

  #join(bytes: Uint8Array): void {
    if (this.#joined && this.#joined.used + bytes.length > SMALL_BYTES) this.#close();
    this.#joined ??= { buffer: Buffer.allocUnsafeSlow(SMALL_BYTES), used: 0 };
    this.#joined.buffer.set(bytes, this.#joined.used);
    this.#joined.used += bytes.length;
  }

  #close(): void {
    if (this.#joined) this.#pieces.push(this.#joined.buffer.subarray(0, this.#joined.used));
    this.#joined = undefined;
  }
}
