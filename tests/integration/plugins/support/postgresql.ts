import { chownSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asServerUser, DatabaseServer, run, serverFolder } from './database-server.js';

export const postgresqlPrograms = ['pg_ctlcluster', 'pg_dump', 'pg_restore', 'psql'];
/** With what its files have to keep apart: ':' and '\'. */
export const PASSWORD = 'horse:battery\\staple "#1';

/** A real server on a socket of its own, which wants a password. */
export class Postgresql implements AsyncDisposable {
  readonly socketFolder: string;
  readonly #server: DatabaseServer;

  private constructor(server: DatabaseServer, socketFolder: string) {
    this.#server = server;
    this.socketFolder = socketFolder;
  }

  static async start(): Promise<Postgresql> {
    const folder = serverFolder('pg');
    const programs = newestPrograms();
    const secret = join(folder, 'secret');
    writeFileSync(secret, `${PASSWORD}\n`);
    if (asServerUser.uid !== undefined) chownSync(secret, asServerUser.uid, asServerUser.gid);
    await run(join(programs, 'initdb'), ['--pgdata=data', '--username=desk', `--pwfile=${secret}`, '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'], { cwd: folder, ...asServerUser });
    const server = await DatabaseServer.start(
      folder, join(programs, 'postgres'), ['-D', 'data', '-k', folder, '-c', 'listen_addresses=', '-c', 'fsync=off', '-c', 'lc_messages=C'], /ready to accept connections/,
    );
    return new Postgresql(server, folder);
  }

  address(database: string, user = 'desk'): string {
    return `postgresql:///${database}?host=${this.socketFolder}&user=${user}`;
  }

  /** Rows as text, without ornament. */
  async query(database: string, sql: string): Promise<string> {
    return (await this.psql(database, ['--tuples-only', '--no-align', '--command', sql])).trim();
  }

  async psql(database: string, args: readonly string[]): Promise<string> {
    const { stdout } = await run('psql', ['--no-psqlrc', '--quiet', '--set=ON_ERROR_STOP=1', ...args], { env: this.#environment(database), maxBuffer: 1 << 28 });
    return stdout;
  }

  async restore(database: string, dump: string): Promise<void> {
    await run('pg_restore', ['--exit-on-error', '--no-owner', `--dbname=${database}`, dump], { env: this.#environment(database) });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server[Symbol.asyncDispose]();
  }

  #environment(database: string): NodeJS.ProcessEnv {
    return { PATH: process.env['PATH'], PGHOST: this.socketFolder, PGUSER: 'desk', PGPASSWORD: PASSWORD, PGDATABASE: database };
  }
}

/** Debian keeps each version's server programs apart, outside the search path. */
function newestPrograms(): string {
  const root = '/usr/lib/postgresql';
  const newest = readdirSync(root).map(Number).filter(Number.isFinite).toSorted((a, b) => b - a)[0];
  return join(root, String(newest), 'bin');
}
