import type { Buffer } from 'node:buffer';
import type { Database, Statement } from 'better-sqlite3';
import { FIRST_SAVE_STATE, itemStates } from './schema.js';
import { guarded } from './sqlite-errors.js';

/**
 * Many entries of one folder in one row: each name followed by its record, all end to end.
 *
 * A row and two buffers per entry limit better-sqlite3 to 340,000 entries a second; packed by SQLite they arrive at
 * about 1,000,000 (1,000,000 entries, 20 a folder). `||` and group_concat join blobs byte for byte, NULs and broken UTF-8
 * included; a test holds them to that.
 */
export interface PackedPage {
  readonly count: number;
  readonly bytes: Buffer;
  /** Per entry: record length × LENGTH_UNIT + name length. */
  readonly lengths: readonly number[];
  readonly sequences: readonly number[];
}

/** More than any name is long; two lengths in one number spare SQLite one aggregate an entry. */
export const LENGTH_UNIT = 2 ** 20;

/** Entries a page; beyond it the folder takes another one. */
export const PAGE_ENTRIES = 4_096;

/**
 * The newest item per name of one folder, from a name on, up to a sequence (:directory, :from, :at), in the order of names.
 * The look-up for something newer ends on the same page; `GROUP BY name` with `max(sequence)` took 2.5 times as long, and
 * a written-out ORDER BY twice: the primary key, the only index for this, already has the order. A test holds SQLite to it.
 */
export const newestPerName = `
  SELECT name, sequence, state, record FROM items i
  WHERE directory = :directory AND name >= :from AND sequence <= :at
    AND NOT EXISTS (SELECT 1 FROM items n WHERE n.directory = i.directory AND n.name = i.name
      AND n.sequence > i.sequence AND n.sequence <= :at)`;

/** A version, and neither tombstone nor gap. */
export const isVersion = `(state = ${itemStates.generation} OR state >= ${FIRST_SAVE_STATE})`;

export class PackedPages {
  readonly #page: Statement;

  constructor(database: Database) {
    this.#page = database.prepare(`
      SELECT CAST(group_concat(name || record, '') AS BLOB) AS bytes,
        group_concat(length(record) * ${LENGTH_UNIT} + length(name)) AS lengths, group_concat(sequence) AS sequences
      FROM (${newestPerName} AND ${isVersion} LIMIT ${PAGE_ENTRIES})`);
  }

  /** Versions in a folder at a sequence, from the name `from` on; undefined: none. */
  read(directory: number, from: Buffer, at: number): PackedPage | undefined {
    const row = guarded(() => this.#page.get({ directory, from, at }) as { bytes: Buffer | null; lengths: string; sequences: string });
    if (row.bytes === null) return undefined;
    const lengths = row.lengths.split(',').map(Number);
    return { count: lengths.length, bytes: row.bytes, lengths, sequences: row.sequences.split(',').map(Number) };
  }
}

/** The last name of a page, for the next one to begin after. */
export function lastName({ bytes, lengths }: PackedPage): Buffer {
  const last = lengths.at(-1) ?? 0;
  const nameLength = last % LENGTH_UNIT;
  const start = bytes.length - nameLength - Math.floor(last / LENGTH_UNIT);
  return bytes.subarray(start, start + nameLength);
}
