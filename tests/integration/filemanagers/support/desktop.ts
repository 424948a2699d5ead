import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { eventually } from '../../../e2e/support/eventually.js';
import type { Pc } from '../../../e2e/support/pc.js';

const run = promisify(execFile);
/** Kept after the tests, to look at. */
const PICTURES = fileURLToPath(new URL('../../../../build/filemanagers/', import.meta.url));
const WIDTH = 1000;
const HEIGHT = 700;
const NEAR = 10; // of 255: themes blend emblems' edges, hardly their middle

/** Red, green, blue. */
export type Colour = readonly [number, number, number];

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** A screen, a session bus and a window manager of their own, for one PC's user. */
export class Desktop implements AsyncDisposable {
  readonly environment: Readonly<Record<string, string>>;
  readonly #processes: ChildProcess[];
  #lastStarted = '';

  private constructor(environment: Readonly<Record<string, string>>, processes: ChildProcess[]) {
    this.environment = environment;
    this.#processes = processes;
  }

  static async start({ environment }: Pc): Promise<Desktop> {
    const processes: ChildProcess[] = [];
    const base = { ...environment, LANG: 'C.UTF-8', GDK_BACKEND: 'x11', GSETTINGS_BACKEND: 'memory', NO_AT_BRIDGE: '1', GSK_RENDERER: 'cairo', GTK_A11Y: 'none' };
    const DISPLAY = `:${await startAndReadLine('Xvfb', ['-displayfd', '1', '-nolisten', 'tcp', '-screen', '0', `${WIDTH}x${HEIGHT}x24`], base, processes)}`;
    const DBUS_SESSION_BUS_ADDRESS = await startAndReadLine('dbus-daemon', ['--session', '--nofork', '--print-address=1'], { ...base, DISPLAY }, processes);
    const desktop = new Desktop({ ...base, DISPLAY, DBUS_SESSION_BUS_ADDRESS }, processes);
    desktop.start('openbox');
    // A window that is there before its manager may never get the keyboard.
    await eventually('a window manager is there', 20_000, async () => (await run('xprop', ['-root', '_NET_SUPPORTING_WM_CHECK'], { env: desktop.environment })).stdout.includes('window id'));
    return desktop;
  }

  /** Starts a program that stays; what it says is kept beside the pictures, and its end is told: a test whose program is gone would only tell what it waited for. */
  start(program: string, ...words: readonly string[]): void {
    mkdirSync(PICTURES, { recursive: true });
    const output = openSync(join(PICTURES, `${program}.log`), 'w');
    const child = spawn(program, words, { env: this.environment, stdio: ['ignore', output, output] });
    closeSync(output);
    child.once('exit', (code, signal) => {
      if (this.#processes.includes(child)) console.log(`${program} has ended with ${code ?? signal}`);
    });
    this.#processes.push(child);
    this.#lastStarted = program;
  }

  /** Resolves when the program's window has the keyboard. */
  async focus(windowClass: string): Promise<void> {
    await eventually(`a window of ${windowClass} has the keyboard`, 30_000, async () => {
      const windows = (await this.#xdotool('search', '--onlyvisible', '--class', windowClass).catch(() => '')).split('\n').filter(Boolean);
      const active = await this.#xdotool('getactivewindow').catch(() => '');
      if (windows.includes(active)) return true;
      for (const window of windows) await this.#xdotool('windowactivate', window).catch(() => '');
      return false;
    });
  }

  async press(...keys: readonly string[]): Promise<void> {
    await this.#xdotool('key', ...keys);
  }

  /** Off everything: what the mouse is over is drawn paler. */
  async moveMouseAway(): Promise<void> {
    await this.#xdotool('mousemove', '2', '2');
  }

  async openMenuAt({ x, y }: Spot): Promise<void> {
    await this.#xdotool('mousemove', String(x), String(y), 'click', '3');
  }

  async openMenuIn(windowClass: string, { x, y }: Spot): Promise<void> {
    const window = (await this.#xdotool('search', '--onlyvisible', '--class', windowClass)).split('\n').at(-1) ?? '';
    await this.#xdotool('mousemove', '--window', window, String(x), String(y), 'click', '3');
  }

  /** Where the colour is: how many pixels have it, and the middle of them all. */
  async find(colour: Colour): Promise<Spot & { readonly pixels: number }> {
    const screen = await this.#screen();
    let [pixels, x, y] = [0, 0, 0];
    for (let at = 0; at < screen.length; at += 3) {
      if (colour.some((wanted, channel) => Math.abs((screen[at + channel] as number) - wanted) > NEAR)) continue;
      pixels += 1;
      x += (at / 3) % WIDTH;
      y += Math.floor(at / 3 / WIDTH);
    }
    return { pixels, x: Math.round(x / pixels), y: Math.round(y / pixels) };
  }

  /** Resolves to the screen once it has stopped changing and differs from `before`. */
  async settled(what: string, before?: Buffer): Promise<Buffer> {
    let last = await this.#screen();
    return eventually(`${what} is drawn`, 10_000, async () => {
      const now = await this.#screen();
      const isStill = now.equals(last) && !(before && now.equals(before));
      last = now;
      return isStill && now;
    });
  }

  async keepPicture(name: string): Promise<void> {
    mkdirSync(PICTURES, { recursive: true });
    await run('import', ['-window', 'root', join(PICTURES, `${name}.png`)], { env: this.environment });
  }

  /** What stood on the screen at the end is kept: of a test that failed it tells most. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.keepPicture(`${this.#lastStarted}-last`).catch(() => undefined); // a screen that is gone cannot be taken
    for (const child of this.#processes.splice(0).toReversed()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const exited = once(child, 'exit');
      child.kill('SIGKILL'); // nothing of theirs is worth saving, and some ask before they go
      await exited;
    }
  }

  async #screen(): Promise<Buffer> {
    const { stdout } = await run('import', ['-window', 'root', '-depth', '8', 'rgb:-'], { env: this.environment, encoding: 'buffer', maxBuffer: 2 * WIDTH * HEIGHT * 3 });
    return stdout;
  }

  async #xdotool(...words: readonly string[]): Promise<string> {
    return (await run('xdotool', words, { env: this.environment })).stdout.trim();
  }
}

async function startAndReadLine(program: string, words: readonly string[], env: NodeJS.ProcessEnv, started: ChildProcess[]): Promise<string> {
  const child = spawn(program, words, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  started.push(child);
  const [line] = await once(createInterface(child.stdout), 'line') as [string];
  return line.trim();
}
