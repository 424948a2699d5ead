import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as plugin from '../../../src/plugins/database-dump/main.js';
import { PluginBench } from '../../unit/plugins/support/plugin-bench.js';
import { requires } from '../support/requires.js';
import { Mariadb, mariadbPrograms, PASSWORD } from './support/mariadb.js';

let storagePath: string;
beforeEach(() => void (storagePath = mkdtempSync(join(tmpdir(), 'mamori-dump-'))));
afterEach(() => rmSync(storagePath, { recursive: true, force: true }));

const bench = (database: string, settings: Readonly<Record<string, unknown>> = {}) => PluginBench.of(plugin, {
  storagePath, settings: { 'database-dump.databases': [database], 'database-dump.timeLimitMinutes': 1, 'database-dump.onFailure': 'warn', 'database-dump.toolFolders': [], ...settings },
});
const dump = () => join(storagePath, 'dumps', readdirSync(join(storagePath, 'dumps'))[0] as string);

requires(mariadbPrograms)('dumps of a real MariaDB', () => {
  let server: Mariadb;

  beforeAll(async () => {
    server = await Mariadb.start();
    await server.query('', 'CREATE DATABASE shop');
    await server.query('shop', `
      CREATE TABLE customer (id int AUTO_INCREMENT PRIMARY KEY, name varchar(100) NOT NULL, photo blob) ENGINE=InnoDB;
      CREATE TABLE bill (id int AUTO_INCREMENT PRIMARY KEY, customer int NOT NULL, cents bigint, FOREIGN KEY (customer) REFERENCES customer (id)) ENGINE=InnoDB;
      INSERT INTO customer (name, photo) SELECT concat('お客様 ', seq), unhex(md5(seq)) FROM seq_1_to_500;
      INSERT INTO bill (customer, cents) SELECT 1 + seq % 500, seq FROM seq_1_to_20000;
      CREATE VIEW debts AS SELECT name, sum(cents) AS owed FROM bill JOIN customer ON customer.id = bill.customer GROUP BY name;
      CREATE PROCEDURE forgive(IN who int) DELETE FROM bill WHERE customer = who;
      CREATE TRIGGER no_less BEFORE UPDATE ON bill FOR EACH ROW SET NEW.cents = greatest(NEW.cents, OLD.cents);
    `);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const contentOf = async (database: string) => [
    await server.query(database, 'CHECKSUM TABLE customer, bill').then(text => text.replaceAll(`${database}.`, '')),
    await server.query(database, 'SELECT count(*), sum(owed) FROM debts'),
    await server.query(database, `SELECT table_name, constraint_type FROM information_schema.table_constraints WHERE table_schema = database() ORDER BY 1, 2`),
    await server.query(database, `SELECT routine_name FROM information_schema.routines WHERE routine_schema = database() UNION SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = database()`),
  ];
  const withPassword = async (password: string) => {
    const plugged = await bench(server.address('shop'));
    await plugged.run('database-dump.setPassword', { extra: { database: server.address('shop'), password } });
    return plugged;
  };

  it('come back in another database just as they were', async () => {
    const plugged = await withPassword(PASSWORD);
    expect(await plugged.before()).toMatchObject([{ problems: [], folders: [{}] }]);
    expect(readdirSync(storagePath)).toEqual(['dumps']);
    await server.query('', 'CREATE DATABASE shop_again');
    await server.restore('shop_again', dump());
    expect(await contentOf('shop_again')).toEqual(await contentOf('shop'));
  });

  it('share nearly all of their bytes with the dump of the night before', async () => {
    const plugged = await withPassword(PASSWORD);
    await plugged.before();
    const before = new Set(readFileSync(dump(), 'utf8').split('\n'));
    await server.query('shop', `INSERT INTO customer (name) VALUES ('new'); UPDATE bill SET cents = 777777 WHERE id = 100; DELETE FROM bill WHERE id = 5`);
    await plugged.before();
    const after = readFileSync(dump(), 'utf8').split('\n');
    expect(after.length).toBeGreaterThan(20_000);
    expect(after.filter(line => !before.has(line)).length).toBeLessThan(6);
  });

  it('keep the last good one when the server refuses, and say what it said', async () => {
    await (await withPassword(PASSWORD)).before();
    const good = readFileSync(dump());
    const plugged = await withPassword('wrong');
    expect(await plugged.before()).toMatchObject([{ problems: [{ code: 'database.dump-failed', message: expect.stringContaining('Access denied') as string }] }]);
    expect(readFileSync(dump()).equals(good)).toBe(true);
  });
});

describe.runIf(process.platform === 'linux')('a program that dumps', () => {
  /** Notes its arguments and the files they name, and writes a dump. */
  const RECORDER = `#!/bin/bash
    here="$(dirname "$0")"
    printf '%s\\n' "$@" > "$here/arguments"; env > "$here/environment"
    for word in "$@"; do case "$word" in
      --defaults-extra-file=*) cp "\${word#*=}" "$here/options"; stat -c %a "\${word#*=}" > "$here/mode";;
      --result-file=*) echo dump > "\${word#*=}";;
    esac; done`;

  it('in a folder that the person names comes before others, sees the password in a file that only its user can read, and none of the agent\'s secrets', async () => {
    const tools = join(storagePath, 'tools');
    mkdirSync(tools);
    writeFileSync(join(tools, 'mysqldump'), RECORDER);
    chmodSync(join(tools, 'mysqldump'), 0o755);
    process.env['MAMORI_PASSPHRASE'] = 'the vault\'s';
    try {
      const plugged = await bench('mysql://desk@db:3307/shop', { 'database-dump.toolFolders': [tools] });
      await plugged.run('database-dump.setPassword', { extra: { database: 'mysql://desk@db:3307/shop', password: PASSWORD } });
      expect(await plugged.before()).toMatchObject([{ problems: [] }]);
    } finally {
      delete process.env['MAMORI_PASSPHRASE'];
    }
    const noted = (name: string) => readFileSync(join(tools, name), 'utf8');
    expect(noted('arguments')).not.toContain('battery');
    expect(noted('environment')).not.toMatch(/battery|MAMORI_PASSPHRASE/);
    expect(noted('arguments').split('\n')[0]).toMatch(/^--defaults-extra-file=.*\.pass$/);
    expect(noted('options')).toBe('[client]\npassword="horse#battery\\\\staple "1\'"\n');
    expect(noted('mode')).toBe('600\n');
    expect(readFileSync(dump(), 'utf8')).toBe('dump\n');
  });

  it('that is nowhere is told as missing', async () => {
    const path = process.env['PATH'];
    process.env['PATH'] = storagePath;
    try {
      expect(await (await bench('mysql://desk@db/shop')).before()).toMatchObject([{ problems: [{ code: 'database.tool-missing' }] }]);
    } finally {
      process.env['PATH'] = path;
    }
  });
});
