import { spawn, execFile, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { eventually } from '../../e2e/support/eventually.js';

const run = promisify(execFile);
const NAME = 'org.freedesktop.login1';
const PATH = '/org/freedesktop/login1';
/** Debian's own, which has its packages. */
const PYTHON = '/usr/bin/python3';
export const hasLogindMock = existsSync('/usr/lib/python3/dist-packages/dbusmock');

/** A system bus of its own with python-dbusmock's logind on it, which hands out real inhibitor locks. */
export class LogindMock implements AsyncDisposable {
  readonly address: string;
  readonly #processes: readonly ChildProcess[];

  private constructor(address: string, processes: readonly ChildProcess[]) {
    this.address = address;
    this.#processes = processes;
  }

  static async start(): Promise<LogindMock> {
    const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], { stdio: ['ignore', 'pipe', 'ignore'] });
    const [address] = await once(createInterface(bus.stdout), 'line') as [string];
    const mock = spawn(PYTHON, ['-m', 'dbusmock', '--system', '--template', 'logind'], { stdio: 'ignore', env: { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: address } });
    const logind = new LogindMock(address, [bus, mock]);
    await eventually('logind answers', 10_000, () => logind.locks().then(() => true, () => false));
    return logind;
  }

  /** What is held up now: `what who mode` of each lock. */
  async locks(): Promise<readonly string[]> {
    const { data: [locks] } = JSON.parse(await this.#busctl('call', NAME, PATH, `${NAME}.Manager`, 'ListInhibitors')) as { data: [[string, string, string, string][]] };
    return locks.map(([what, who, , mode]) => `${what} ${who} ${mode}`);
  }

  async tell(signal: 'PrepareForSleep' | 'PrepareForShutdown', begins: boolean): Promise<void> {
    await this.#busctl('call', NAME, PATH, 'org.freedesktop.DBus.Mock', 'EmitSignal', 'sssav', `${NAME}.Manager`, signal, 'b', '1', 'b', String(begins));
  }

  /** The person's last session is over; their programs are about to be ended. */
  async closeSession(userId: number): Promise<void> {
    await this.#busctl('call', NAME, PATH, 'org.freedesktop.DBus.Mock', 'AddUser', 'usb', String(userId), 'me', 'false');
    const user = `${PATH}/user/${userId}`;
    // The template's own adds a number to a text.
    await this.#busctl('call', NAME, PATH, 'org.freedesktop.DBus.Mock', 'AddMethod', 'sssss', `${NAME}.Manager`, 'GetUser', 'u', 'o', `ret = '${PATH}/user/%i' % args[0]`);
    await this.#busctl('call', NAME, user, 'org.freedesktop.DBus.Mock', 'UpdateProperties', 'sa{sv}', `${NAME}.User`, '1', 'State', 's', 'closing');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const child of this.#processes.toReversed()) {
      const exited = once(child, 'exit');
      child.kill();
      await exited;
    }
  }

  async #busctl(...words: readonly string[]): Promise<string> {
    return (await run('busctl', [`--address=${this.address}`, '--json=short', ...words])).stdout;
  }
}
