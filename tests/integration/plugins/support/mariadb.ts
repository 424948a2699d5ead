import { join } from 'node:path';
import { asServerUser, DatabaseServer, run, serverFolder } from './database-server.js';

export const mariadbPrograms = ['mariadbd', 'mariadb-install-db', 'mariadb-dump', 'mariadb'];
/** With what an option file would take for a comment, an escape, or its end. */
export const PASSWORD = 'horse#battery\\staple "1\'';

/** A real server on a socket of its own, which wants a password. */
export class Mariadb implements AsyncDisposable {
  readonly #server: DatabaseServer;
  readonly #socket: string;
  #password = '';

  private constructor(server: DatabaseServer, socket: string) {
    this.#server = server;
    this.#socket = socket;
  }

  static async start(): Promise<Mariadb> {
    const folder = serverFolder('my');
    const data = `--datadir=${join(folder, 'data')}`;
    await run('mariadb-install-db', ['--no-defaults', data, '--auth-root-authentication-method=normal', '--skip-test-db'], { cwd: folder, ...asServerUser });
    const socket = join(folder, 's');
    const server = await DatabaseServer.start(
      folder, 'mariadbd', ['--no-defaults', data, `--socket=${socket}`, '--skip-networking', `--pid-file=${join(folder, 'pid')}`, '--innodb-flush-log-at-trx-commit=0', '--character-set-server=utf8mb4'], /ready for connections/,
    );
    const made = new Mariadb(server, socket);
    await made.query('', `ALTER USER root@localhost IDENTIFIED BY ${quoted(PASSWORD)}`);
    made.#password = PASSWORD;
    return made;
  }

  address(database: string): string {
    return `mariadb://root@localhost/${database}?socket=${this.#socket}`;
  }

  /** Rows as text, without ornament. */
  async query(database: string, sql: string): Promise<string> {
    return (await this.#client(database, ['--batch', '--skip-column-names', `--execute=${sql}`])).trim();
  }

  async restore(database: string, dump: string): Promise<void> {
    await this.#client(database, [`--execute=source ${dump}`]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server[Symbol.asyncDispose]();
  }

  async #client(database: string, args: readonly string[]): Promise<string> {
    const { stdout } = await run('mariadb', ['--no-defaults', '--user=root', `--socket=${this.#socket}`, '--default-character-set=utf8mb4', ...args, database], {
      env: { PATH: process.env['PATH'], LANG: 'C.UTF-8', ...(this.#password !== '' && { MYSQL_PWD: this.#password }) }, maxBuffer: 1 << 28,
    });
    return stdout;
  }
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
