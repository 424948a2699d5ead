import { Buffer } from 'node:buffer';
import type { Database, Statement } from 'better-sqlite3';
import { decodePath, encodePath } from '../../base/path-bytes.js';
import type { HistoryItem } from '../../core/catalog/history-item.js';
import { pathMatcher } from '../../core/catalog/name-pattern.js';
import { toRecordBatch } from '../../core/catalog/record-batch.js';
import { splitPath } from '../../core/catalog/path-order.js';
import { operations } from '../../core/catalog/record-stream.js';
import type { FolderEntry, FolderPage, FoundPath } from '../../core/ports/catalog.js';
import type { RecordBatch } from '../../core/ports/engine.js';
import { fromDirectoryKey, itemKey, keyRange, toDirectoryKey } from './directory-key.js';
import { DirectoryPages, successor } from './directory-pages.js';
import { PathFinder } from './find-paths.js';
import { toHistoryItem, type HistoryItemRow } from './history-item-rows.js';
import { PackedPages, newestPerName } from './packed-page.js';
import { itemStates } from './schema.js';
import { guarded } from './sqlite-errors.js';
import { walkFolders } from './walk-history.js';

interface GapRow {
  readonly path: Buffer;
  readonly name: Buffer;
  readonly sequence: number;
}

const ofPath = 'directory = (SELECT id FROM directories WHERE source = ? AND path = ?) AND name = ?';

/** Point-in-time questions of one source; see CatalogReader for what each promises. */
export class HistoryQueries {
  readonly #history: Statement;
  readonly #state: Statement;
  readonly #folder: Statement;
  readonly #folderId: Statement;
  readonly #gaps: Statement;
  readonly #directories: DirectoryPages;
  readonly #packed: PackedPages;
  readonly #finder: PathFinder;

  constructor(database: Database) {
    this.#history = database.prepare(historySql);
    this.#state = database.prepare(stateSql);
    this.#folderId = database.prepare('SELECT id FROM directories WHERE source = ? AND path = ?').pluck();
    this.#folder = database.prepare(folderSql);
    this.#gaps = database.prepare(gapsSql);
    this.#directories = new DirectoryPages(database);
    this.#packed = new PackedPages(database);
    this.#finder = new PathFinder(database, this.#directories);
  }

  history(source: number, path: string): readonly HistoryItem[] {
    const { directory, name } = itemKey(path);
    return guarded(() => this.#history.all(source, directory, name) as HistoryItemRow[]).map(toHistoryItem);
  }

  stateAt(source: number, path: string, at: number): HistoryItem | undefined {
    const { directory, name } = itemKey(path);
    const row = guarded(() => this.#state.get(source, directory, name, at) as HistoryItemRow | undefined);
    return row && toHistoryItem(row);
  }

  listFolder(source: number, folder: string, at: number, page?: FolderPage): readonly FolderEntry[] {
    const id = guarded(() => this.#folderId.get(source, toDirectoryKey(encodePath(folder))) as number | undefined);
    if (id === undefined) return [];
    // The root's own entry has the empty name in the root's folder: a listing begins after it.
    const from = successor(encodePath(page?.after ?? ''));
    const rows = guarded(() => this.#folder.all({ directory: id, from, at, limit: page?.limit ?? -1 }) as (HistoryItemRow & { name: Buffer })[]);
    return rows.map(row => ({ name: decodePath(row.name), item: toHistoryItem(row) }));
  }

  * walk(source: number, below: string, at: number): Generator<RecordBatch, void, undefined> {
    const path = encodePath(below);
    const own = below === '' ? undefined : this.stateAt(source, below, at);
    if (own?.kind === 'version') {
      yield toRecordBatch([{ ...splitPath(path), op: operations.put, sequence: own.sequence, record: own.record }]);
    }
    yield* walkFolders(this.#directories, this.#packed, source, path, at);
  }

  * droppedAt(source: number, below: string, at: number): Generator<FoundPath, void, undefined> {
    const own = below === '' ? undefined : this.stateAt(source, below, at);
    if (own?.kind === 'gap') yield { path: below, item: own };
    const { from, to } = keyRange(encodePath(below));
    for (let after: GapRow | undefined; ;) {
      const page = guarded(() => this.#gaps.all({
        source, from: after?.path ?? from, to, at, afterName: after?.name ?? null,
      }) as GapRow[]);
      for (const { path, name, sequence } of page) {
        yield { path: decodePath(join(fromDirectoryKey(path), name)), item: { kind: 'gap', sequence } };
      }
      after = page.at(-1);
      if (!after || page.length < GAP_PAGE) return;
    }
  }

  find(source: number, pattern: string, at: number): Iterable<FoundPath | undefined> {
    return this.#finder.find(source, pathMatcher(pattern), at, encodePath);
  }
}

const GAP_PAGE = 1_000;

export const historySql = `SELECT sequence, state, record FROM items WHERE ${ofPath} ORDER BY sequence`;
export const stateSql = `
  SELECT sequence, state, record FROM items WHERE ${ofPath} AND sequence <= ? ORDER BY sequence DESC LIMIT 1`;
export const folderSql = `
  ${newestPerName} AND state <> ${itemStates.tombstone} ORDER BY name LIMIT :limit`;

/** Gaps that nothing newer up to :at covers, after the path and name of the page before. */
export const gapsSql = `
  SELECT d.path, g.name, g.sequence
  FROM directories d CROSS JOIN items g INDEXED BY gaps ON g.directory = d.id
  WHERE d.source = :source AND d.path >= :from AND d.path < :to AND g.state = ${itemStates.gap} AND g.sequence <= :at
    AND (:afterName IS NULL OR d.path > :from OR g.name > :afterName)
    AND NOT EXISTS (SELECT 1 FROM items n WHERE n.directory = g.directory AND n.name = g.name
      AND n.sequence > g.sequence AND n.sequence <= :at)
  ORDER BY d.path, g.name LIMIT ${GAP_PAGE}`;

function join(directory: Buffer, name: Buffer): Buffer {
  return directory.length === 0 ? name : Buffer.concat([directory, Buffer.of(0x2f), name]);
}
