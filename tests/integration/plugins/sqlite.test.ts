import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync, writeSync, closeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as plugin from '../../../src/plugins/database-dump/main.js';
import { PluginBench } from '../../unit/plugins/support/plugin-bench.js';

const PAGE_BYTES = 4096;

describe('dumps of SQLite', () => {
  let folder: string;
  let file: string;
  let writer: ChildProcess | undefined;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mamori-sqlite-'));
    mkdirSync(join(folder, 'data'));
    file = join(folder, 'data', 'ledger.db');
  });
  afterEach(async () => {
    if (writer && writer.exitCode === null) {
      writer.kill('SIGKILL');
      await once(writer, 'exit');
    }
    writer = undefined;
    rmSync(folder, { recursive: true, force: true });
  });

  const bench = (path = file) => PluginBench.of(plugin, {
    storagePath: join(folder, 'storage'),
    settings: { 'database-dump.databases': [`sqlite:${path}`], 'database-dump.timeLimitMinutes': 1, 'database-dump.onFailure': 'warn', 'database-dump.toolFolders': [] },
  });
  const dump = () => join(folder, 'storage', 'dumps', readdirSync(join(folder, 'storage', 'dumps'))[0] as string);
  const create = (journal: 'wal' | 'delete', rows = 20_000) => {
    const database = new DatabaseSync(file);
    database.exec(`PRAGMA journal_mode = ${journal}; CREATE TABLE entry (id INTEGER PRIMARY KEY, account INT, cents INT, text TEXT);
      CREATE INDEX by_account ON entry (account);
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows}) INSERT INTO entry SELECT i, i % 7, 0, hex(randomblob(50)) FROM n;`);
    database.close();
  };
  /** Moves money between two entries, over and over, each time in one transaction: at no moment is the sum of all entries other than 0. */
  const startWriter = async () => {
    writer = fork(fileURLToPath(new URL('./support/sqlite-writer.mjs', import.meta.url)), [file]);
    await once(writer, 'message');
  };
  const restored = (path: string) => {
    const database = new DatabaseSync(path);
    try {
      return { check: database.prepare('PRAGMA integrity_check').get(), ...database.prepare('SELECT count(*) AS entries, sum(cents) AS sum, sum(abs(cents)) > 0 AS moved FROM entry').get() };
    } finally {
      database.close();
    }
  };

  it.each(['wal', 'delete'] as const)('are of one moment while another program writes (journal mode %s)', async journal => {
    create(journal);
    await startWriter();
    const plugged = await bench();
    for (let round = 0; round < 3; round += 1) {
      expect(await plugged.before()).toMatchObject([{ problems: [], folders: [{}] }]);
      expect(restored(dump())).toMatchObject({ check: { integrity_check: 'ok' }, entries: 20_000, sum: 0, moved: 1 });
      rmSync(`${dump()}-wal`, { force: true });
      rmSync(`${dump()}-shm`, { force: true });
    }
    expect(writer?.exitCode).toBeNull();
  });

  it('take in what is committed and only in the log beside the file', async () => {
    create('wal', 10);
    const open = new DatabaseSync(file);
    open.exec('INSERT INTO entry VALUES (11, 1, 5, \'late\')');
    const before = readdirSync(join(folder, 'data'));
    await (await bench()).before();
    expect(readdirSync(join(folder, 'data'))).toEqual(before);
    expect(readdirSync(join(folder, 'storage', 'dumps'))).toEqual([expect.stringMatching(/^ledger\.db-[0-9a-f]{8}\.sqlite$/)]);
    expect(restored(dump())).toMatchObject({ entries: 11, sum: 5 });
    open.close();
  });

  it('share with the night before all pages that did not change', async () => {
    create('wal');
    const plugged = await bench();
    await plugged.before();
    const pagesOf = (content: Buffer) => Array.from({ length: content.length / PAGE_BYTES }, (_, at) => content.subarray(at * PAGE_BYTES, (at + 1) * PAGE_BYTES).toString('latin1'));
    const earlier = new Set(pagesOf(readFileSync(dump())));
    const database = new DatabaseSync(file);
    database.exec(`UPDATE entry SET text = text || 'x' WHERE id = 5000; DELETE FROM entry WHERE id = 100; INSERT INTO entry (account, cents, text) VALUES (1, 2, 'new')`);
    database.close();
    await plugged.before();
    const later = pagesOf(readFileSync(dump()));
    expect(later.length).toBeGreaterThan(500);
    expect(later.filter(page => !earlier.has(page)).length).toBeLessThan(12);
  });

  it('of a damaged database do not replace the last good one', async () => {
    create('delete');
    const plugged = await bench();
    await plugged.before();
    const good = readFileSync(dump());
    const handle = openSync(file, 'r+');
    for (let page = 3; page < 60; page += 1) writeSync(handle, Buffer.alloc(PAGE_BYTES, 0xa5), 0, PAGE_BYTES, page * PAGE_BYTES);
    closeSync(handle);
    expect(await plugged.before()).toMatchObject([{ problems: [{ code: 'database.file-damaged' }], folders: [{}] }]);
    expect(readFileSync(dump()).equals(good)).toBe(true);
  });

  it('of two runs at the same time do not meet', async () => {
    create('wal', 1000);
    const plugged = await bench();
    const answers = await Promise.all([plugged.before(), plugged.before(), plugged.before()]);
    expect(answers).toEqual(Array.from({ length: 3 }, () => [{ problems: [], folders: [{ name: expect.any(String) as string, path: join(folder, 'storage', 'dumps') }] }]));
    expect(restored(dump())).toMatchObject({ check: { integrity_check: 'ok' }, entries: 1000 });
  });

  it('that cannot be put in their place are a failure of that database', async () => {
    create('wal', 10);
    const plugged = await bench();
    await plugged.before();
    const taken = dump();
    rmSync(taken);
    mkdirSync(join(taken, 'in the way'), { recursive: true });
    // A folder of that name is no dump of ours, and is not removed with all that is in it.
    expect(await plugged.before()).toMatchObject([{ problems: [{ code: 'database.dump-failed', message: expect.stringContaining('rename') as string }] }]);
    expect(readdirSync(join(folder, 'storage'))).toEqual(['dumps']);
  });

  it('tell a file that is not there, and one that is no database', async () => {
    const missing = join(folder, 'data', 'none.db');
    expect(await (await bench(missing)).before()).toEqual([{ problems: [{ code: 'database.file-missing', message: expect.stringContaining('none.db') as string }] }]);
    expect(readdirSync(join(folder, 'data'))).toEqual([]);
    writeFileSync(file, 'a letter, not a database. '.repeat(1000));
    expect(await (await bench()).before()).toMatchObject([{ problems: [{ code: 'database.dump-failed', message: expect.stringContaining('not a database') as string }] }]);
  });
});
