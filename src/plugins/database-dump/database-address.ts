import { createHash } from 'node:crypto';
import { isAbsolute } from 'node:path';
import { DumpFailure } from './failure.js';

interface Named {
  /** The entry of the settings, which contains no password. */
  readonly entry: string;
  /** Tells databases apart, the same for ever for the same entry. */
  readonly id: string;
  /** What people call it. */
  readonly label: string;
  /** Name of its dump; no two entries share one. */
  readonly fileName: string;
}

export interface PostgresqlAddress extends Named {
  readonly kind: 'postgresql';
}

export interface MysqlAddress extends Named {
  readonly kind: 'mysql';
  readonly database: string;
  readonly host: string | undefined;
  readonly port: string | undefined;
  readonly user: string | undefined;
  readonly socket: string | undefined;
}

export interface SqliteAddress extends Named {
  readonly kind: 'sqlite';
  readonly path: string;
}

export type DatabaseAddress = PostgresqlAddress | MysqlAddress | SqliteAddress;

/**
 * Reads an entry of the settings:
 *
 * - `postgresql://user@host:5432/name?sslmode=require`: a connection URI of libpq, given to pg_dump as it is; a socket is `postgresql:///name?host=/run/postgresql`.
 * - `mysql://user@host:3306/name` or `mariadb://…`; a socket is `mysql://user@localhost/name?socket=/run/mysqld/mysqld.sock`.
 * - `sqlite:/absolute/path`, on Windows `sqlite:C:\path`.
 *
 * @throws DumpFailure `database.address-invalid`, also for an entry with a password in it: settings are no place for secrets
 */
export function parseAddress(entry: string): DatabaseAddress {
  const [scheme = ''] = entry.split(':', 1);
  if (scheme === 'sqlite') return sqliteAddress(entry);
  if (['postgresql', 'postgres'].includes(scheme)) return { kind: 'postgresql', ...named(entry, databaseIn(checkedUrl(entry)), 'dump') };
  if (['mysql', 'mariadb'].includes(scheme)) return mysqlAddress(entry);
  throw invalid(entry);
}

function sqliteAddress(entry: string): SqliteAddress {
  const path = entry.slice('sqlite:'.length);
  const name = path.split(/[/\\]/).at(-1) ?? '';
  if (!isAbsolute(path) || name === '') throw invalid(entry);
  return { kind: 'sqlite', path, ...named(entry, name, 'sqlite') };
}

function mysqlAddress(entry: string): MysqlAddress {
  const url = checkedUrl(entry);
  const database = databaseIn(url);
  if (database.startsWith('-')) throw invalid(entry);
  const given = (text: string) => (text === '' ? undefined : decodeURIComponent(text));
  return {
    kind: 'mysql', database, host: given(url.hostname.replace(/^\[|\]$/g, '')), port: given(url.port), user: given(url.username),
    socket: url.searchParams.get('socket') ?? undefined, ...named(entry, database, 'sql'),
  };
}

function checkedUrl(entry: string): URL {
  const url = URL.parse(entry);
  if (!url || url.password !== '' || url.searchParams.has('password') || !/^[\x21-\x7e]+$/.test(entry)) throw invalid(entry);
  return url;
}

function databaseIn(url: URL): string {
  try {
    const database = decodeURIComponent(url.pathname.slice(1));
    if (database !== '' && !/[/\0\r\n]/.test(database)) return database;
  } catch {
    // A stray '%'.
  }
  throw invalid(url.href);
}

function named(entry: string, label: string, extension: string): Named {
  const id = createHash('sha256').update(entry).digest('hex').slice(0, 16);
  const readable = label.replace(/[^\p{L}\p{N}._-]/gu, '_').slice(0, 60);
  return { entry, id, label, fileName: `${readable}-${id.slice(0, 8)}.${extension}` };
}

/** The entry may hold a password by mistake, so that the log shows no more than its beginning. */
function invalid(entry: string): DumpFailure {
  return new DumpFailure('database.address-invalid', `no address of a database, or one with a password in it: ${entry.split(/[/@]/, 1)[0] ?? ''}…`);
}
