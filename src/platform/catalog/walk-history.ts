import { Buffer } from 'node:buffer';
import { TABLE_STRIDE } from '../../core/catalog/record-batch.js';
import { operations } from '../../core/catalog/record-stream.js';
import type { RecordBatch } from '../../core/ports/engine.js';
import { fromDirectoryKey } from './directory-key.js';
import { successor, type DirectoryPages } from './directory-pages.js';
import { LENGTH_UNIT, PAGE_ENTRIES, lastName, type PackedPage, type PackedPages } from './packed-page.js';

const BATCH_BYTES = 1024 * 1024;

/** Versions of the folders at and below a path at a sequence, as batches of about a MiB. */
export function* walkFolders(
  directories: DirectoryPages, pages: PackedPages, source: number, below: Buffer, at: number,
): Generator<RecordBatch, void, undefined> {
  let batch = new OpenBatch();
  for (const directory of directories.below(source, below)) {
    const path = fromDirectoryKey(directory.path);
    for (let from: Buffer | undefined = Buffer.alloc(0); from;) {
      const page: PackedPage | undefined = pages.read(directory.id, from, at);
      if (!page) break;
      batch.add(path, page);
      from = page.count < PAGE_ENTRIES ? undefined : successor(lastName(page));
      if (batch.length < BATCH_BYTES) continue;
      yield batch.close();
      batch = new OpenBatch();
    }
  }
  if (batch.length > 0) yield batch.close();
}

/** Collects pages into one batch without touching their bytes. */
class OpenBatch {
  readonly #parts: Buffer[] = [];
  #table = new Uint32Array(PAGE_ENTRIES * TABLE_STRIDE);
  #rows = 0;
  length = 0;

  add(directory: Buffer, page: PackedPage): void {
    const directoryOffset = this.#append(directory);
    let offset = this.#append(page.bytes);
    this.#reserve(page.count);
    const table = this.#table;
    for (let index = 0; index < page.count; index += 1) {
      const lengths = page.lengths[index] as number;
      const nameLength = lengths % LENGTH_UNIT;
      const recordLength = Math.floor(lengths / LENGTH_UNIT);
      const row = (this.#rows + index) * TABLE_STRIDE;
      table[row] = directoryOffset;
      table[row + 1] = directory.length;
      table[row + 2] = offset;
      table[row + 3] = nameLength;
      table[row + 4] = operations.put;
      table[row + 5] = page.sequences[index] as number;
      table[row + 6] = offset + nameLength;
      table[row + 7] = recordLength;
      offset += nameLength + recordLength;
    }
    this.#rows += page.count;
  }

  close(): RecordBatch {
    return { bytes: Buffer.concat(this.#parts, this.length), table: this.#table.subarray(0, this.#rows * TABLE_STRIDE) };
  }

  #append(part: Buffer): number {
    this.#parts.push(part);
    this.length += part.length;
    return this.length - part.length;
  }

  #reserve(rows: number): void {
    const needed = (this.#rows + rows) * TABLE_STRIDE;
    if (needed <= this.#table.length) return;
    const grown = new Uint32Array(Math.max(this.#table.length * 2, needed));
    grown.set(this.#table);
    this.#table = grown;
  }
}
