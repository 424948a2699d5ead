import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import * as plugin from '../../../src/plugins/database-dump/main.js';
import { eventually } from '../../e2e/support/eventually.js';
import { PluginBench } from '../../unit/plugins/support/plugin-bench.js';
import { requires } from '../support/requires.js';
import { PASSWORD, Postgresql, postgresqlPrograms } from './support/postgresql.js';

requires(postgresqlPrograms)('dumps of a real PostgreSQL', () => {
  let server: Postgresql;
  let storagePath: string;

  beforeAll(async () => {
    server = await Postgresql.start();
    await server.query('postgres', 'CREATE DATABASE shop');
    await server.psql('shop', ['--command', `
      CREATE TYPE mood AS ENUM ('glad', 'grim');
      CREATE TABLE customer (id serial PRIMARY KEY, name text NOT NULL, photo bytea, feels mood DEFAULT 'glad');
      CREATE TABLE bill (id serial PRIMARY KEY, customer int NOT NULL REFERENCES customer, cents bigint CHECK (cents > 0), notes jsonb);
      INSERT INTO customer (name, photo) SELECT 'お客様 ' || n, decode(md5(n::text), 'hex') FROM generate_series(1, 500) n;
      INSERT INTO bill (customer, cents, notes) SELECT 1 + n % 500, n, jsonb_build_object('line', n) FROM generate_series(1, 20000) n;
      CREATE VIEW debts AS SELECT name, sum(cents) AS owed FROM bill JOIN customer ON customer.id = bill.customer GROUP BY name;
    `]);
  });
  afterAll(() => server[Symbol.asyncDispose]());
  beforeEach(() => void (storagePath = mkdtempSync(join(tmpdir(), 'mamori-dump-'))));
  afterEach(() => rmSync(storagePath, { recursive: true, force: true }));

  const bench = (databases: readonly string[], settings: Readonly<Record<string, unknown>> = {}) => PluginBench.of(plugin, {
    storagePath, settings: { 'database-dump.databases': databases, 'database-dump.timeLimitMinutes': 1, 'database-dump.onFailure': 'warn', 'database-dump.toolFolders': [], ...settings },
  });
  const dumps = () => readdirSync(join(storagePath, 'dumps')).map(name => join(storagePath, 'dumps', name));
  /** Everything of a database: definitions and rows. */
  const contentOf = async (database: string) => [
    await server.query(database, 'SELECT md5(string_agg(c::text, chr(10) ORDER BY id)) FROM customer c'),
    await server.query(database, 'SELECT md5(string_agg(b::text, chr(10) ORDER BY id)) FROM bill b'),
    await server.query(database, 'SELECT count(*), sum(owed) FROM debts'),
    await server.query(database, 'SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = \'public\'::regnamespace ORDER BY 1, 2'),
    await server.query(database, 'SELECT last_value FROM bill_id_seq'),
  ];

  it('come back in another database just as they were', async () => {
    const plugged = await bench([server.address('shop')]);
    await plugged.run('database-dump.setPassword', { extra: { database: server.address('shop'), password: PASSWORD } });
    const [answer] = await plugged.before();
    expect(answer).toEqual({ folders: [{ name: expect.any(String) as string, path: join(storagePath, 'dumps') }], problems: [] });
    await server.query('postgres', 'CREATE DATABASE shop_again');
    await server.restore('shop_again', dumps()[0] as string);
    expect(await contentOf('shop_again')).toEqual(await contentOf('shop'));
  });

  it('leave no password behind', async () => {
    const plugged = await bench([server.address('shop')]);
    await plugged.run('database-dump.setPassword', { extra: { database: server.address('shop'), password: PASSWORD } });
    await plugged.before();
    expect(readdirSync(storagePath)).toEqual(['dumps']);
    expect(plugged.log.join()).not.toContain('battery');
  });

  it('share nearly all of their bytes with the dump of the night before', async () => {
    const plugged = await bench([server.address('shop')]);
    await plugged.run('database-dump.setPassword', { extra: { database: server.address('shop'), password: PASSWORD } });
    await plugged.before();
    const before = new Set(readFileSync(dumps()[0] as string, 'latin1').split('\n'));
    await server.query('shop', `INSERT INTO customer (name) VALUES ('new'); UPDATE bill SET cents = 77 WHERE id = 100`);
    await plugged.before();
    const after = readFileSync(dumps()[0] as string, 'latin1').split('\n');
    expect(after.length).toBeGreaterThan(20_000);
    expect(after.filter(line => !before.has(line)).length).toBeLessThan(20);
  });

  it('keep the last good one when the server refuses, and say what it said', async () => {
    const plugged = await bench([server.address('shop')]);
    await plugged.run('database-dump.setPassword', { extra: { database: server.address('shop'), password: PASSWORD } });
    await plugged.before();
    const good = readFileSync(dumps()[0] as string);
    await plugged.run('database-dump.setPassword', { extra: { database: server.address('shop'), password: 'wrong' } });
    const [answer] = await plugged.before();
    expect(answer).toMatchObject({ folders: [{}], problems: [{ code: 'database.dump-failed', message: expect.stringContaining('password authentication failed') as string }] });
    expect(readFileSync(dumps()[0] as string).equals(good)).toBe(true);
    expect(plugged.notices).toMatchObject([{ kind: 'database-dump.failed', dedupeKey: 'database-dump.failed' }]);
  });

  it('go on with the next database when one fails, and hand over what was made', async () => {
    const plugged = await bench([server.address('nowhere'), server.address('shop')]);
    for (const database of ['nowhere', 'shop']) await plugged.run('database-dump.setPassword', { extra: { database: server.address(database), password: PASSWORD } });
    const [answer] = await plugged.before();
    expect(answer).toMatchObject({ folders: [{}], problems: [{ code: 'database.dump-failed', message: expect.stringContaining('"nowhere" does not exist') as string }] });
    expect(dumps()).toEqual([expect.stringMatching(/shop-[0-9a-f]{8}\.dump$/)]);
  });

  it('give up the run where that is wanted', async () => {
    for (const onFailure of ['skip', 'fail']) {
      const plugged = await bench([server.address('nowhere')], { 'database-dump.onFailure': onFailure });
      await expect(plugged.before()).rejects.toMatchObject({ code: 'database.dump-failed' });
      const hook = plugged.hooks.get('database-dump.warn');
      expect(await hook?.before?.({ kind: 'manual', sources: [] }, new AbortController().signal)).toEqual({});
    }
  });

  it('end with the run that wanted them', async () => {
    const blocked = server.psql('shop', ['--command', 'BEGIN; LOCK TABLE bill IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(100); COMMIT']).catch(() => undefined);
    await eventually('the table is locked', 20_000, async () => await server.query('postgres', `SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'`) === '1');
    const plugged = await bench([server.address('shop')]);
    await plugged.run('database-dump.setPassword', { extra: { database: server.address('shop'), password: PASSWORD } });
    const stop = new AbortController();
    const answer = plugged.before({ kind: 'manual', sources: [] }, stop.signal);
    const waiting = `SELECT count(*) FROM pg_stat_activity WHERE application_name = 'pg_dump' AND wait_event_type = 'Lock'`;
    await eventually('pg_dump waits for the lock', 20_000, async () => await server.query('postgres', waiting) === '1');
    stop.abort(new DOMException('cancelled', 'AbortError'));
    await expect(answer).rejects.toThrow('cancelled');
    expect(readdirSync(join(storagePath, 'dumps'))).toEqual([]);
    await server.query('postgres', `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'`);
    await blocked;
  });

  it('are forgotten with their database: the vault keeps their versions', async () => {
    const plugged = await bench([server.address('shop')]);
    await plugged.run('database-dump.setPassword', { extra: { database: server.address('shop'), password: PASSWORD } });
    await plugged.before();
    expect(statSync(dumps()[0] as string).mode & 0o077).toBe(0);
    plugged.settings.set('database-dump.databases', [server.address('postgres')]);
    await plugged.run('database-dump.setPassword', { extra: { database: server.address('postgres'), password: PASSWORD } });
    await plugged.before();
    expect(dumps()).toEqual([expect.stringMatching(/postgres-[0-9a-f]{8}\.dump$/)]);
  });
});
