import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toRecordBatch } from '../../../../src/core/catalog/record-batch.js';
import { folderSql, gapsSql, historySql, stateSql } from '../../../../src/platform/catalog/history-queries.js';
import { SqliteCatalog } from '../../../../src/platform/catalog/index.js';
import { pendingSql, savesSql, tombstonesSql } from '../../../../src/platform/catalog/retention-candidates.js';
import { sequenceSql } from '../../../../src/platform/catalog/run-queries.js';
import { aRun, describeCatalog, put } from '../../../contract/catalog-contract.js';

const source = 'a'.repeat(32);
let folder: string;
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'mamori-catalog-')); });
afterEach(() => rm(folder, { recursive: true, force: true }));

describeCatalog('SQLite', async () => {
  const place = await mkdtemp(join(tmpdir(), 'mamori-catalog-'));
  const catalog = SqliteCatalog.open(join(place, 'catalog.db'));
  return {
    catalog,
    close: async () => {
      catalog.dispose();
      await rm(place, { recursive: true, force: true });
    },
  };
});

describe('SQLite catalog', () => {
  const file = (): string => join(folder, 'catalog.db');
  const fill = (catalog: SqliteCatalog, sequence: number): void => {
    const run = catalog.begin(source, { generations: 10 });
    run.insertBatch(toRecordBatch(Array.from({ length: 3_000 }, (_, index) => put(`d/${String(index).padStart(4, '0')}`, sequence))));
    run.recordRun(aRun(sequence));
    run.commit();
  };

  it('compiles the statements of runs once', () => {
    const catalog = SqliteCatalog.open(file());
    const run = (sequence: number) => {
      const transaction = catalog.begin(source, { generations: 10 });
      transaction.insertBatch(toRecordBatch([put('a', sequence)]));
      transaction.recordRun(aRun(sequence));
      for (const _ of transaction.retentionCandidates({ nowMs: 1e12, saveAgesMs: [1], deletedAgesMs: [1], promote: true, everything: true })) { /* all */ }
      transaction.retained(1e12);
      transaction.define('{}');
      transaction.commit();
    };
    catalog.begin(source, { generations: 10 }).rollback();
    run(1);
    const prepare = vi.spyOn(Database.prototype, 'prepare');
    run(2);
    expect(prepare).not.toHaveBeenCalled();
    prepare.mockRestore();
    catalog.dispose();
  });

  it('is there again after it was closed', () => {
    const first = SqliteCatalog.open(file());
    fill(first, 1);
    first.dispose();
    const second = SqliteCatalog.open(file());
    expect(second.source(source)).toMatchObject({ versions: 3_000, logicalBytes: 30_000, lastSequence: 1 });
    second.dispose();
  });

  it('refuses what a newer program made', () => {
    SqliteCatalog.open(file()).dispose();
    const database = new Database(file());
    database.pragma('user_version = 99');
    database.close();
    expect(() => SqliteCatalog.open(file())).toThrow(expect.objectContaining({ code: 'catalog.newer-schema' }));
    expect(() => SqliteCatalog.open(file(), { readOnly: true })).toThrow(expect.objectContaining({ code: 'catalog.newer-schema' }));
  });

  it('names damage: no database at all, and pages overwritten inside', async () => {
    await writeFile(file(), 'this is not a database, '.repeat(100));
    expect(() => SqliteCatalog.open(file())).toThrow(expect.objectContaining({ code: 'catalog.corrupt' }));
    await rm(file());
    const catalog = SqliteCatalog.open(file());
    fill(catalog, 1);
    catalog.dispose();
    const handle = await open(file(), 'r+');
    const { size } = await handle.stat();
    await handle.write(Buffer.alloc(size - 16_384, 0xa5), 0, size - 16_384, 16_384);
    await handle.close();
    expect(() => {
      const damaged = SqliteCatalog.open(file());
      try {
        for (const _ of damaged.walk(source));
      } finally {
        damaged.dispose();
      }
    }).toThrow(expect.objectContaining({ code: 'catalog.corrupt' }));
  });

  it('is read while another connection writes, and refuses a second writer with a code', () => {
    const writer = SqliteCatalog.open(file());
    fill(writer, 1);
    const reader = SqliteCatalog.open(file(), { readOnly: true });
    const run = writer.begin(source, { generations: 10 });
    run.insertBatch(toRecordBatch([put('d/new', 2)]));
    expect(reader.stateAt(source, 'd/new')).toBeUndefined();
    run.commit();
    expect(reader.stateAt(source, 'd/new')?.kind).toBe('version');
    reader.dispose();
    writer.dispose();
  });

  it('answers by index, never by scanning items', () => {
    SqliteCatalog.open(file()).dispose();
    const database = new Database(file(), { readonly: true });
    for (const sql of [historySql, stateSql, folderSql, gapsSql, sequenceSql, savesSql, tombstonesSql, pendingSql]) {
      const positional = (sql.match(/\?/g) ?? []).map(() => 0);
      const named = { source: 0, directory: 0, from: 0, to: 0, at: 0, limit: 0, afterName: null };
      const statement = database.prepare(`EXPLAIN QUERY PLAN ${sql}`);
      const plan = (positional.length > 0 ? statement.all(...positional) : statement.all(named)) as { detail: string }[];
      const text = plan.map(({ detail }) => detail).join('\n');
      expect(text, sql).toMatch(/SEARCH/);
      // All saves are what waits for promotion: that partial index is read as a whole.
      expect(text, sql).not.toMatch(/SCAN (?!i USING INDEX saves)|TEMP B-TREE/);
    }
    database.close();
  });
});
