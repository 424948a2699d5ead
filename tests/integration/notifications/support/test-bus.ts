import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { sessionBus, type MessageBus } from 'dbus-native';

const NAME = 'org.freedesktop.Notifications';
const PATH = '/org/freedesktop/Notifications';

interface Notified {
  readonly replaces: number;
  readonly title: string;
  readonly body: string;
  readonly actions: readonly string[];
  readonly urgency: unknown;
  readonly expires: number;
}

/** A notification daemon that shows nothing and keeps what it was asked for. */
export interface KeepingDaemon {
  readonly notified: Notified[];
  readonly closed: number[];
  invoke(number: number, key: string): void;
  close(number: number, reason: number): void;
}

/** A real dbus-daemon at an address of its own, which starts no services. */
export class TestBus implements AsyncDisposable {
  readonly address: string;
  readonly #process: ChildProcess;
  readonly #clients: MessageBus[] = [];

  private constructor(address: string, process: ChildProcess) {
    this.address = address;
    this.#process = process;
  }

  static async start(socket: string): Promise<TestBus> {
    const child = spawn('dbus-daemon', ['--session', '--nofork', `--address=unix:path=${socket}`, '--print-address=1'], {
      stdio: ['ignore', 'pipe', 'ignore'], env: { PATH: process.env['PATH'] ?? '', XDG_DATA_DIRS: '/nowhere', XDG_DATA_HOME: '/nowhere' },
    });
    await once(createInterface(child.stdout), 'line');
    return new TestBus(`unix:path=${socket}`, child);
  }

  async startDaemon(capabilities: readonly string[]): Promise<KeepingDaemon> {
    const bus = sessionBus({ busAddress: this.address });
    bus.connection.on('error', () => undefined); // of a bus that ends before it
    this.#clients.push(bus);
    const notified: Notified[] = [];
    const closed: number[] = [];
    bus.exportInterface({
      GetCapabilities: () => [...capabilities],
      Notify(_app: string, replaces: number, _icon: string, title: string, body: string, actions: string[], hints: Readonly<Record<string, unknown>>, expires: number) {
        notified.push({ replaces, title, body, actions, urgency: hints['urgency'], expires });
        return replaces || notified.length;
      },
      CloseNotification: (number: number) => void closed.push(number),
    }, PATH, {
      name: NAME,
      methods: { GetCapabilities: ['', 'as', [], ['capabilities']], Notify: ['susssasa{sv}i', 'u', [], ['id']], CloseNotification: ['u', '', ['id'], []] },
    });
    await bus.requestName(NAME, 0);
    return {
      notified, closed,
      invoke: (number, key) => bus.sendSignal(PATH, NAME, 'ActionInvoked', 'us', [number, key]),
      close: (number, reason) => bus.sendSignal(PATH, NAME, 'NotificationClosed', 'uu', [number, reason]),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { connection } of this.#clients) connection.end();
    const exited = once(this.#process, 'exit');
    this.#process.kill();
    await exited;
  }
}
