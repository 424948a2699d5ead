import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);
const password = 'correct horse';

/** A message bus with home and runtime folder of its own, and a real gnome-keyring on it. */
export class KeyringSession implements AsyncDisposable {
  readonly environment: NodeJS.ProcessEnv;
  readonly #folder: string;
  readonly #processes: readonly ChildProcess[];

  private constructor(folder: string, environment: NodeJS.ProcessEnv, processes: readonly ChildProcess[]) {
    this.#folder = folder;
    this.environment = environment;
    this.#processes = processes;
  }

  /** `display`: with an X server, on which a locked keyring asks for its password and waits. */
  static async start({ display = false } = {}): Promise<KeyringSession> {
    const folder = await mkdtemp(join(tmpdir(), 'mamori-keyring-'));
    const processes: ChildProcess[] = [];
    const environment: NodeJS.ProcessEnv = {
      PATH: process.env['PATH'], LANG: 'C.UTF-8', HOME: folder, XDG_RUNTIME_DIR: folder, XDG_DATA_HOME: join(folder, 'data'),
      NO_AT_BRIDGE: '1',
    };
    if (display) {
      environment['GDK_BACKEND'] = 'x11';
      environment['DISPLAY'] = `:${await startAndReadLine('Xvfb', ['-displayfd', '1', '-nolisten', 'tcp'], environment, processes)}`;
    }
    environment['DBUS_SESSION_BUS_ADDRESS'] =
      await startAndReadLine('dbus-daemon', ['--session', '--nofork', '--print-address=1'], environment, processes);
    const session = new KeyringSession(folder, environment, processes);
    await session.#unlock();
    return session;
  }

  /** Locks the keyring as closing the laptop or logging out would. */
  async lock(): Promise<void> {
    await run('dbus-send', [
      '--session', '--print-reply', '--dest=org.freedesktop.secrets', '/org/freedesktop/secrets',
      'org.freedesktop.Secret.Service.Lock', 'array:objpath:/org/freedesktop/secrets/collection/login',
    ], { env: this.environment });
  }

  /** What an unrelated program finds under these attributes; undefined for nothing. */
  async lookUp(...attributes: readonly string[]): Promise<string | undefined> {
    try {
      return (await run('secret-tool', ['lookup', ...attributes], { env: this.environment })).stdout;
    } catch {
      return undefined;
    }
  }

  /** Every item under these attributes, with label and attributes, as secret-tool prints them. */
  async search(...attributes: readonly string[]): Promise<string> {
    const { stdout, stderr } = await run('secret-tool', ['search', '--all', ...attributes], { env: this.environment });
    return stdout + stderr;
  }

  /** The keyring daemon ends by itself when its bus is gone. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const child of this.#processes.toReversed()) {
      const exited = once(child, 'exit');
      child.kill();
      await exited;
    }
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async #unlock(): Promise<void> {
    // It returns once the daemon, in the background, has opened (here: created) the login keyring.
    const daemon = spawn('gnome-keyring-daemon', ['--unlock', '--components=secrets'], {
      env: this.environment, stdio: ['pipe', 'ignore', 'ignore'],
    });
    daemon.stdin.end(password);
    await once(daemon, 'exit');
  }
}

async function startAndReadLine(
  program: string, args: readonly string[], env: NodeJS.ProcessEnv, started: ChildProcess[],
): Promise<string> {
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  started.push(child);
  const [line] = await once(createInterface(child.stdout), 'line') as [string];
  return line.trim();
}
