import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DatabaseAddress, MysqlAddress, PostgresqlAddress, SqliteAddress } from './database-address.js';
import type { DumpFailureCode } from './failure.js';

/** How a database is dumped: plain data, so that what is started can be judged without starting it. */
export interface DumpCommand {
  /** Names of programs that can do it, the first that is found does. */
  readonly programs: readonly string[];
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** What the tool's exit codes mean beyond "it failed". */
  readonly codes: Readonly<Record<number, DumpFailureCode>>;
}

/** What a connection needs beside its address: the file goes to the tool by name, so that no other user sees the password in a list of processes. */
export interface PasswordFile {
  readonly path: string;
}

/**
 * The program and arguments that write a dump to `target`.
 *
 * The vault finds what two dumps share, chunk by chunk, and compresses it; so a dump is written uncompressed, and in such a way that a changed row changes the bytes around that row
 * only (measured figures: README.md).
 */
export function dumpCommand(address: DatabaseAddress, target: string, password: PasswordFile | undefined): DumpCommand {
  switch (address.kind) {
    case 'postgresql': return postgresqlCommand(address, target, password);
    case 'mysql': return mysqlCommand(target, address, password);
    case 'sqlite': return sqliteCommand(address, target);
  }
}

/** The custom format, so that pg_restore can bring back single tables and use several cores; level 0, for compressed tables would share nothing with yesterday's. */
function postgresqlCommand({ entry }: PostgresqlAddress, target: string, password: PasswordFile | undefined): DumpCommand {
  return {
    programs: ['pg_dump'],
    args: ['--format=custom', '--compress=0', '--no-password', `--file=${target}`, `--dbname=${entry}`],
    environment: { PGCONNECT_TIMEOUT: '30', ...(password && { PGPASSFILE: password.path }) },
    codes: {},
  };
}

/**
 * One INSERT per row: with many rows to a statement, one new row would move the borders of all statements after it. `--no-autocommit` makes reading it back one
 * transaction per table, without which so many statements would take hours.
 */
function mysqlCommand(target: string, { host, port, user, socket, database }: MysqlAddress, password: PasswordFile | undefined): DumpCommand {
  return {
    programs: ['mariadb-dump', 'mysqldump'],
    args: [
      ...(password ? [`--defaults-extra-file=${password.path}`] : []), // must be the first
      ...(host === undefined ? [] : [`--host=${host}`]), ...(port === undefined ? [] : [`--port=${port}`]), ...(user === undefined ? [] : [`--user=${user}`]),
      ...(socket === undefined ? [] : [`--socket=${socket}`]),
      '--single-transaction', '--quick', '--routines', '--events', '--triggers', '--hex-blob', '--no-tablespaces', '--skip-dump-date',
      '--skip-extended-insert', '--no-autocommit', `--result-file=${target}`, '--', database,
    ],
    environment: {},
    codes: {},
  };
}

/**
 * A process of its own, for a reason beyond speed: SQLite's locks belong to the process, and whoever opens and closes the file in it (a backup of its folder) gives them
 * back.
 */
function sqliteCommand({ path }: SqliteAddress, target: string): DumpCommand {
  const script = fileURLToPath(new URL(`./sqlite-copy${extname(import.meta.url)}`, import.meta.url));
  return {
    programs: [process.execPath],
    args: [script, path, target],
    environment: { NODE_NO_WARNINGS: '1' },
    codes: { 3: 'database.file-missing', 4: 'database.file-damaged' },
  };
}
