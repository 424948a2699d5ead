import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

export const run = promisify(execFile);

/** Database servers refuse to run as root: the kernel's overflow user owns nothing and will do. */
const NOBODY = 65_534;
export const asServerUser = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

/** A folder for a server's data and socket, which has to have a short path. Anybody may come through to the socket. */
export function serverFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  if (process.getuid?.() === 0) chownSync(folder, NOBODY, NOBODY);
  chmodSync(folder, 0o755);
  return folder;
}

/** A server that runs until it is disposed of; ready when it has written a line that `isReady` knows. */
export class DatabaseServer implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #folder: string;

  private constructor(child: ChildProcess, folder: string) {
    this.#child = child;
    this.#folder = folder;
  }

  static async start(folder: string, program: string, args: readonly string[], isReady: RegExp): Promise<DatabaseServer> {
    const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], env: { PATH: `${process.env['PATH']}:/usr/sbin`, LANG: 'C.UTF-8' }, ...asServerUser });
    const said: string[] = [];
    const ready = new Promise<void>((resolve, reject) => {
      createInterface(child.stderr as NodeJS.ReadableStream).on('line', line => {
        said.push(line);
        if (isReady.test(line)) resolve();
      });
      child.once('exit', code => reject(new Error(`${program} ended with ${code}\n${said.join('\n')}`)));
      child.once('error', reject);
    });
    await ready;
    return new DatabaseServer(child, folder);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode === null) {
      const exited = once(this.#child, 'exit');
      this.#child.kill('SIGQUIT'); // PostgreSQL: at once; nothing of it is needed any more
      const patience = setTimeout(() => this.#child.kill('SIGKILL'), 5_000);
      await exited;
      clearTimeout(patience);
    }
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
