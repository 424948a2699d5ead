import { writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { BackupResult, ListResult, RestoreResult, VersionsResult } from '../../src/wire/verbs/results.js';
import { PASSWORD, Postgresql, postgresqlPrograms } from '../integration/plugins/support/postgresql.js';
import { requires } from '../integration/support/requires.js';
import type { Pc } from './support/pc.js';
import { write } from './support/sample-trees.js';
import { test, type World } from './support/world.js';

const protect = (pc: Pc, ...databases: readonly string[]) => pc.json(['config', 'set', 'database-dump.databases', JSON.stringify(databases)]);

/** Path of the one dump that is in the vault. */
async function dumpIn(pc: Pc): Promise<string> {
  const { entries } = await pc.json<ListResult>(['ls']);
  const root = entries.find(({ name }) => name === 'Databases')?.path ?? '';
  const dumps = await pc.json<ListResult>(['ls', root]);
  expect(dumps.entries).toHaveLength(1);
  return dumps.entries[0]?.path ?? '';
}

function ledger(world: World): { readonly path: string; readonly write: (sql: string) => void } {
  const path = join(world.folder, 'ledger.db');
  return {
    path,
    write(sql) {
      const database = new DatabaseSync(path);
      database.exec(sql);
      database.close();
    },
  };
}

function rowsOf(path: string): unknown {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return database.prepare('SELECT group_concat(what) AS rows FROM entry').get()?.['rows'];
  } finally {
    database.close();
  }
}

describe('a database', () => {
  test('is a version with every backup, and comes back from a dead PC', async ({ world }) => {
    const { pc } = world;
    write(world.source, 'a.txt', 'a');
    const { path, write: change } = ledger(world);
    change(`PRAGMA journal_mode = wal; CREATE TABLE entry (what TEXT); INSERT INTO entry VALUES ('rent')`);
    const recoveryCode = await world.setUp();
    await protect(pc, `sqlite:${path}`);
    const { runs } = await pc.json<BackupResult>(['backup']);
    expect(runs).toMatchObject([{ source: 'Databases', kind: 'manual', status: 'completed', files: 1 }, { source: 'documents', status: 'completed' }]);
    change(`INSERT INTO entry VALUES ('tea')`);
    await pc.json(['backup']);
    await pc.json(['backup']); // nothing new in it: no generation
    const dump = await dumpIn(pc);
    const versions = (await pc.json<VersionsResult>(['versions', dump])).versions.filter(({ generation }) => generation);
    expect(versions).toHaveLength(2);

    await pc.json(['restore', dump, '--version', String(versions[1]?.version), '--to', world.newFolder('earlier')]);
    expect(rowsOf(join(world.folder, 'earlier', dump.split('/').at(-1) ?? ''))).toBe('rent');

    const fresh = world.pcNamed('fresh');
    await fresh.upOnce([world.newFolder('own'), '--vault', world.vault, '--name', 'new-pc'], { passphrase: recoveryCode });
    expect(await dumpIn(fresh)).toBe(dump);
    await fresh.json<RestoreResult>(['restore', dump, '--to', world.newFolder('rescued')]);
    expect(rowsOf(join(world.folder, 'rescued', dump.split('/').at(-1) ?? ''))).toBe('rent,tea');
  });

  test('that cannot be dumped makes the backup incomplete, or ends it, as the person wants', async ({ world }) => {
    const { pc } = world;
    write(world.source, 'a.txt', 'a');
    const { path, write: change } = ledger(world);
    change('CREATE TABLE entry (what TEXT)');
    await world.setUp();
    await protect(pc, `sqlite:${path}`);
    await pc.json(['backup']);
    writeFileSync(path, 'no database any more'.repeat(1000));
    const warned = await pc.json<BackupResult>(['backup'], { code: 3 });
    expect(warned).toMatchObject({ runs: [{ source: 'Databases', status: 'incomplete', files: 1, failed: 1 }, { source: 'documents', status: 'completed' }], errors: [{ code: 'database.dump-failed' }] });
    await pc.json(['config', 'set', 'database-dump.onFailure', 'skip']);
    expect(await pc.json<BackupResult>(['backup'], { code: 3 })).toMatchObject({ runs: [], errors: [{ code: 'database.dump-failed' }] });
    await pc.json(['config', 'set', 'database-dump.onFailure', 'fail']);
    expect(await pc.failure(['backup'])).toBe('database.dump-failed');
    await pc.json(['plugin', 'disable', 'mamori.database-dump']);
    expect(await pc.json<BackupResult>(['backup'])).toMatchObject({ runs: [{ source: 'documents' }] });
    expect((await pc.json<VersionsResult>(['versions', await dumpIn(pc)])).versions).toHaveLength(1);
  });

  requires(postgresqlPrograms)('on a server', () => {
    test('is backed up by a running agent, costs the vault what changed, and comes back as it was at its time', async ({ world }) => {
      const { pc } = world;
      await using server = await Postgresql.start();
      await server.query('postgres', 'CREATE DATABASE shop');
      await server.query('shop', 'CREATE TABLE bill (id int PRIMARY KEY, what text)');
      await server.query('shop', 'INSERT INTO bill SELECT n, md5(n::text) || md5((2 * n)::text) FROM generate_series(1, 200000) n');
      const password = PASSWORD.replace(/[\\:]/g, '\\$&');
      writeFileSync(join(pc.environment['HOME'] as string, '.pgpass'), `*:*:*:*:${password}\n`, { mode: 0o600 });
      await world.setUp();
      const agent = await pc.up();
      await protect(pc, server.address('shop'));
      const first = await agent.call('backup', { paths: [] });
      expect(first).toMatchObject({ errors: [], runs: [{ source: 'Databases', status: 'completed', files: 1 }, {}] });
      await server.query('shop', `UPDATE bill SET what = 'changed' WHERE id = 1000; INSERT INTO bill VALUES (0, 'new')`);
      const second = await agent.call('backup', { paths: [] });
      expect(second.runs[0]).toMatchObject({ status: 'completed', changed: 1 });
      expect(second.runs[0]?.storedBytes ?? Infinity).toBeLessThan((first.runs[0]?.storedBytes ?? 0) / 3);

      const dump = await dumpIn(pc);
      const { versions } = await agent.call('versions', { path: dump });
      for (const [index, { version }] of versions.entries()) {
        const folder = world.newFolder(`v${version}`);
        await pc.json(['restore', dump, '--version', String(version), '--to', folder]);
        await server.query('postgres', `CREATE DATABASE again${index}`);
        await server.restore(`again${index}`, join(folder, dump.split('/').at(-1) ?? ''));
      }
      const count = `SELECT count(*), count(*) FILTER (WHERE what = 'changed') FROM bill`;
      expect([await server.query('again0', count), await server.query('again1', count)]).toEqual(['200001|1', '200000|0']);
      await agent.stop();
    });
  });
});
