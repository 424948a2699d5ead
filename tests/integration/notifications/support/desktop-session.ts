import { execFile, spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { eventually } from '../../../e2e/support/eventually.js';

const run = promisify(execFile);

/** Started by the bus when the first notification comes; it draws buttons, which few daemons do without a whole desktop. */
const DAEMON_SERVICE = '/usr/share/dbus-1/services/org.xfce.xfce4-notifyd.Notifications.service';
export const hasNotificationDaemon = existsSync(DAEMON_SERVICE);

interface ShownToast {
  readonly window: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** An X server and a session bus of their own, on which a real notification daemon starts. */
export class DesktopSession implements AsyncDisposable {
  readonly environment: Readonly<Record<string, string>>;
  /** Home and settings of whatever the desktop starts. */
  readonly folder: string;
  readonly #processes: ChildProcess[];

  private constructor(folder: string, environment: Readonly<Record<string, string>>, processes: ChildProcess[]) {
    this.folder = folder;
    this.environment = environment;
    this.#processes = processes;
  }

  /** `asUser`: whose session it is; a session bus lets nobody else in. */
  static async start({ asUser }: { readonly asUser?: { readonly uid: number; readonly gid: number } | undefined } = {}): Promise<DesktopSession> {
    const folder = await mkdtemp(join(tmpdir(), 'mamori-desktop-'));
    if (asUser) await chown(folder, asUser.uid, asUser.gid);
    const processes: ChildProcess[] = [];
    const base = { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8', HOME: folder, XDG_RUNTIME_DIR: folder, XDG_CONFIG_HOME: folder, XDG_CACHE_HOME: folder, NO_AT_BRIDGE: '1', GDK_BACKEND: 'x11' };
    const DISPLAY = `:${await startAndReadLine('Xvfb', ['-displayfd', '1', '-nolisten', 'tcp', '-screen', '0', '1024x768x24'], { env: base, ...asUser }, processes)}`;
    const DBUS_SESSION_BUS_ADDRESS = await startAndReadLine('dbus-daemon', ['--session', '--nofork', '--print-address=1'], { env: { ...base, DISPLAY }, ...asUser }, processes);
    return new DesktopSession(folder, { DISPLAY, DBUS_SESSION_BUS_ADDRESS }, processes);
  }

  /** The newest toast on the screen, once there is one other than `before`. */
  async toast(before?: ShownToast): Promise<ShownToast> {
    return eventually('a toast is on the screen', 20_000, async () => (await this.#toasts()).find(({ window }) => window !== before?.window));
  }

  async noToast(): Promise<void> {
    await eventually('no toast is on the screen', 20_000, async () => (await this.#toasts()).length === 0);
  }

  /** Clicks a toast's button, counted from the left. */
  async press(toast: ShownToast, index: number): Promise<void> {
    const { x, y } = await eventually(`the toast has a button ${index}`, 5_000, async () => (await this.#buttons(toast))[index]);
    await this.#xdotool('mousemove', String(x), String(y), 'click', '1');
  }

  /** A further program on this desktop; it ends with it. */
  start(program: string, words: readonly string[]): void {
    this.#processes.push(spawn(program, words, { env: { ...this.environment, PATH: process.env['PATH'] ?? '', HOME: this.folder, XDG_CONFIG_HOME: this.folder, GDK_BACKEND: 'x11', NO_AT_BRIDGE: '1', LANG: 'C.UTF-8' }, stdio: 'ignore' }));
  }

  async click(x: number, y: number, button: 'left' | 'right'): Promise<void> {
    await this.#xdotool('mousemove', String(x), String(y), 'click', button === 'left' ? '1' : '3');
  }

  async pressKey(key: string): Promise<void> {
    await this.#xdotool('key', key);
  }

  /** Red, green and blue of each pixel of a part of the screen, row by row. */
  async pixels({ x, y, width, height }: Omit<ShownToast, 'window'>): Promise<Buffer> {
    const { stdout } = await run('import', ['-silent', '-window', 'root', '-crop', `${width}x${height}+${x}+${y}`, '-depth', '8', 'rgb:-'], { env: { ...this.environment, PATH: process.env['PATH'] ?? '' }, encoding: 'buffer', maxBuffer: 2 ** 24 });
    return stdout;
  }

  async countButtons(toast: ShownToast): Promise<number> {
    return (await this.#buttons(toast)).length;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const child of this.#processes.toReversed()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const exited = once(child, 'exit');
      child.kill();
      await exited;
    }
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async #toasts(): Promise<readonly ShownToast[]> {
    const windows = await this.#xdotool('search', '--onlyvisible', '--class', 'xfce4-notifyd').then(found => found.split('\n').filter(Boolean), () => []);
    const shown = await Promise.all(windows.map(async window => {
      const geometry = await this.#xdotool('getwindowgeometry', '--shell', window).catch(() => '');
      const number = (name: string) => Number(new RegExp(`^${name}=(\\d+)$`, 'm').exec(geometry)?.[1] ?? 0);
      return { window, x: number('X'), y: number('Y'), width: number('WIDTH'), height: number('HEIGHT') };
    }));
    return shown.filter(({ width }) => width > 100); // the daemon has a small window beside
  }

  /** Buttons lie side by side at the bottom, darker than what is around them; answers their middles. */
  async #buttons({ x, y, width, height }: ShownToast): Promise<readonly { readonly x: number; readonly y: number }[]> {
    const line = y + height - 28;
    const { stdout } = await run('import', ['-silent', '-window', 'root', '-crop', `${width - 16}x1+${x + 8}+${line}`, '-depth', '8', 'gray:-'], { env: { ...this.environment, PATH: process.env['PATH'] ?? '' }, encoding: 'buffer' });
    const middles: { x: number; y: number }[] = [];
    let from: number | undefined;
    [...stdout, 255].forEach((brightness, column) => {
      if (brightness < 250) from ??= column;
      else if (from !== undefined) {
        if (column - from > 30) middles.push({ x: x + 8 + Math.floor((from + column) / 2), y: line });
        from = undefined;
      }
    });
    return middles;
  }

  async #xdotool(...words: readonly string[]): Promise<string> {
    return (await run('xdotool', words, { env: { ...this.environment, PATH: process.env['PATH'] ?? '' } })).stdout;
  }
}

async function startAndReadLine(program: string, words: readonly string[], options: Pick<SpawnOptions, 'env' | 'uid' | 'gid'>, started: ChildProcess[]): Promise<string> {
  const child = spawn(program, words, { ...options, stdio: ['ignore', 'pipe', 'ignore'] });
  started.push(child);
  const [line] = await once(createInterface(child.stdout), 'line') as [string];
  return line.trim();
}
