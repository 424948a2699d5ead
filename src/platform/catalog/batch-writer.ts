import type { Buffer } from 'node:buffer';
import type { Statement } from 'better-sqlite3';
import { badRecord } from '../../core/catalog/byte-reader.js';
import { recordFlags } from '../../core/catalog/file-record.js';
import { checkDirectory } from '../../core/catalog/path-order.js';
import { TABLE_STRIDE, batchColumns } from '../../core/catalog/record-batch.js';
import { flagsOfRecord, logicalBytes, promoteRecord } from '../../core/catalog/record-codec.js';
import { operations } from '../../core/catalog/record-stream.js';
import type { RecordBatch } from '../../core/ports/engine.js';
import { toDirectoryKey } from './directory-key.js';
import { LENGTH_UNIT } from './packed-page.js';
import { FIRST_SAVE_STATE, itemStates } from './schema.js';
import type { StatementCache } from './statement-cache.js';

interface ItemRow {
  readonly state: number;
  readonly record: Buffer | null;
}

/** What a transaction changed in a source's sums. */
export interface Totals {
  versions: number;
  bytes: number;
}

/**
 * Writes batches of one source into `items`, inside a transaction of the caller.
 *
 * Cost: one SQL call an entry and two views of the batch; one look-up a folder; one more call an entry in folders that
 * were there before, to notice paths that retention must look at.
 */
export class BatchWriter {
  readonly totals: Totals = { versions: 0, bytes: 0 };
  readonly #source: number;
  readonly #generations: number;
  readonly #findDirectory: Statement;
  readonly #addDirectory: Statement;
  readonly #insert: Statement;
  readonly #replace: Statement;
  readonly #item: Statement;
  readonly #markDue: Statement;
  readonly #gapBefore: Statement;
  readonly #gapAfter: Statement;
  readonly #delete: Statement;
  readonly #upTo: Statement;
  #directory = 0;
  #directoryIsNew = false;

  constructor(statements: StatementCache, source: number, generations: number) {
    this.#source = source;
    this.#generations = generations;
    this.#findDirectory = statements.prepare('SELECT id FROM directories WHERE source = ? AND path = ?').pluck();
    this.#addDirectory = statements.prepare('INSERT INTO directories (source, path) VALUES (?, ?)');
    this.#insert = statements.prepare('INSERT OR IGNORE INTO items VALUES (?, ?, ?, ?, ?)');
    this.#replace = statements.prepare('REPLACE INTO items VALUES (?, ?, ?, ?, ?)');
    this.#item = statements.prepare('SELECT state, record FROM items WHERE directory = ? AND name = ? AND sequence = ?');
    this.#markDue = statements.prepare(`
      INSERT OR IGNORE INTO due SELECT :source, :directory, :name WHERE
        EXISTS (SELECT 1 FROM items WHERE directory = :directory AND name = :name AND sequence < :sequence AND state >= ${FIRST_SAVE_STATE})
        OR (SELECT count(*) FROM items WHERE directory = :directory AND name = :name AND state = ${itemStates.generation}) > :generations`);
    this.#gapBefore = neighbour(statements, '<', 'DESC');
    this.#gapAfter = neighbour(statements, '>', 'ASC');
    this.#delete = statements.prepare('DELETE FROM items WHERE directory = ? AND name = ? AND sequence = ?');
    this.#upTo = statements.prepare('SELECT sequence, state, record FROM items WHERE directory = ? AND name = ? AND sequence <= ?');
  }

  write({ bytes, table }: RecordBatch): void {
    if (table.length % TABLE_STRIDE !== 0) throw badRecord('a table that is cut short');
    let openOffset = -1;
    for (let row = 0; row < table.length; row += TABLE_STRIDE) {
      const directoryOffset = table[row + batchColumns.directoryOffset] as number;
      if (directoryOffset !== openOffset) {
        this.#openDirectory(slice(bytes, directoryOffset, table[row + batchColumns.directoryLength] as number));
        openOffset = directoryOffset;
      }
      const nameLength = table[row + batchColumns.nameLength] as number;
      if (nameLength >= LENGTH_UNIT) throw badRecord('a name of a megabyte');
      const name = slice(bytes, table[row + batchColumns.nameOffset] as number, nameLength);
      const sequence = table[row + batchColumns.sequence] as number;
      const op = table[row + batchColumns.op] as number;
      if (op === operations.put) {
        const record = slice(bytes, table[row + batchColumns.recordOffset] as number, table[row + batchColumns.recordLength] as number);
        this.#place(name, sequence, stateOf(record), record);
      } else {
        this.#apply(op, name, sequence);
      }
    }
  }

  #apply(op: number, name: Buffer, sequence: number): void {
    switch (op) {
      case operations.tombstone: return this.#place(name, sequence, itemStates.tombstone, null);
      case operations.gap: return this.#place(name, sequence, itemStates.gap, null);
      case operations.drop: return this.#drop(name, sequence);
      case operations.promote: return this.#promote(name, sequence);
      case operations.forget: return this.#forget(name, sequence);
      default: throw badRecord('unknown operation');
    }
  }

  #openDirectory(path: Buffer): void {
    checkDirectory(path);
    const key = toDirectoryKey(path);
    const known = this.#findDirectory.get(this.#source, key) as number | undefined;
    this.#directoryIsNew = known === undefined;
    this.#directory = known ?? Number(this.#addDirectory.run(this.#source, key).lastInsertRowid);
  }

  #place(name: Buffer, sequence: number, state: number, record: Buffer | null): void {
    if (this.#insert.run(this.#directory, name, sequence, state, record).changes === 0) {
      this.#count(this.#item.get(this.#directory, name, sequence) as ItemRow, -1);
      this.#replace.run(this.#directory, name, sequence, state, record);
    }
    if (record) {
      this.totals.versions += 1;
      this.totals.bytes += logicalBytes(record);
    }
    if (this.#directoryIsNew) return;
    this.#markDue.run({ source: this.#source, directory: this.#directory, name, sequence, generations: this.#generations });
  }

  #drop(name: Buffer, sequence: number): void {
    const item = this.#item.get(this.#directory, name, sequence) as ItemRow | undefined;
    if (!item) return;
    this.#count(item, -1);
    this.#replace.run(this.#directory, name, sequence, itemStates.gap, null);
    const after = this.#gapAfter.get(this.#directory, name, sequence) as number | undefined;
    if (after !== undefined) this.#delete.run(this.#directory, name, after);
    const before = this.#gapBefore.get(this.#directory, name, sequence) as number | undefined;
    if (before !== undefined) this.#delete.run(this.#directory, name, sequence);
  }

  #promote(name: Buffer, sequence: number): void {
    const item = this.#item.get(this.#directory, name, sequence) as ItemRow | undefined;
    if (!item?.record) return;
    const record = promoteRecord(item.record);
    this.#replace.run(this.#directory, name, sequence, stateOf(record), record);
  }

  #forget(name: Buffer, sequence: number): void {
    for (const item of this.#upTo.all(this.#directory, name, sequence) as (ItemRow & { sequence: number })[]) {
      this.#count(item, -1);
      this.#delete.run(this.#directory, name, item.sequence);
    }
  }

  #count({ record }: ItemRow, sign: 1 | -1): void {
    if (!record) return;
    this.totals.versions += sign;
    this.totals.bytes += sign * logicalBytes(record);
  }
}

/** The next item on one side, if it is a gap. */
function neighbour(statements: StatementCache, side: '<' | '>', order: 'ASC' | 'DESC'): Statement {
  return statements.prepare(`
    SELECT sequence FROM (
      SELECT sequence, state FROM items WHERE directory = ? AND name = ? AND sequence ${side} ? ORDER BY sequence ${order} LIMIT 1
    ) WHERE state = ${itemStates.gap}`).pluck();
}

function stateOf(record: Buffer): number {
  const flags = flagsOfRecord(record);
  if ((flags & recordFlags.torn) !== 0) return itemStates.torn;
  if ((flags & recordFlags.metadataOnly) !== 0) return itemStates.metadata;
  return (flags & recordFlags.generation) !== 0 ? itemStates.generation : itemStates.save;
}

function slice(bytes: Buffer, offset: number, length: number): Buffer {
  if (offset + length > bytes.length) throw badRecord('a batch that is cut short');
  return bytes.subarray(offset, offset + length);
}
