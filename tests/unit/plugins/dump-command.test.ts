import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../../src/plugins/database-dump/database-address.js';
import { dumpCommand } from '../../../src/plugins/database-dump/dump-command.js';
import { optionFile, pgpass } from '../../../src/plugins/database-dump/password-file.js';

const password = { path: '/private/p' };

describe('the command that dumps', () => {
  it('PostgreSQL: custom format, uncompressed, never asking for a password', () => {
    const { programs, args, environment } = dumpCommand(parseAddress('postgresql://desk@db/shop'), '/t/shop.dump', password);
    expect(programs).toEqual(['pg_dump']);
    expect(args).toEqual(['--format=custom', '--compress=0', '--no-password', '--file=/t/shop.dump', '--dbname=postgresql://desk@db/shop']);
    expect(environment).toMatchObject({ PGPASSFILE: '/private/p' });
    expect(dumpCommand(parseAddress('postgresql://desk@db/shop'), '/t', undefined).environment).not.toHaveProperty('PGPASSFILE');
  });

  it('MySQL and MariaDB: one consistent moment, one row a statement, the option file first', () => {
    const { programs, args } = dumpCommand(parseAddress('mysql://desk@db:3307/shop'), '/t/shop.sql', password);
    expect(programs).toEqual(['mariadb-dump', 'mysqldump']);
    expect(args[0]).toBe('--defaults-extra-file=/private/p');
    expect(args).toEqual(expect.arrayContaining(['--host=db', '--port=3307', '--user=desk', '--single-transaction', '--skip-extended-insert', '--no-autocommit', '--result-file=/t/shop.sql']));
    expect(args.slice(-2)).toEqual(['--', 'shop']);
  });

  it('SQLite: a process of its own', () => {
    const { programs, args } = dumpCommand(parseAddress('sqlite:/d/shop.db'), '/t/shop.sqlite', undefined);
    expect(programs).toEqual([process.execPath]);
    expect(args).toEqual([expect.stringMatching(/sqlite-copy\.[jt]s$/), '/d/shop.db', '/t/shop.sqlite']);
  });
});

describe('the file that carries a password', () => {
  it('keeps what its format would take for something else', () => {
    expect(pgpass('a:b\\c')).toBe('*:*:*:*:a\\:b\\\\c\n');
    expect(optionFile('# "x" \\n')).toBe('[client]\npassword="# "x" \\\\n"\n');
  });
});
