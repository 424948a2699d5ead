import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { inProject } from './paths.mjs';
import { runLogged } from './run-command.mjs';
import { startScreen } from './wine-display.mjs';
import { becomes } from './wine-pc.mjs';
import { WinePrefix, windowsPath } from './wine-prefix.mjs';

/** What this test needs beside what all tests under Wine need. */
export const trayPackages = [{ debian: 'xdotool', command: 'xdotool' }];

const [WIDTH, HEIGHT, TASKBAR] = [900, 600, 20];
/** Of the picture for work (src/shell/tray/icon-pixels.ts), which the scenario shows. */
const BLUE = [0x0f, 0x6c, 0xbd];
const NEAR = 12;
/** Of the icon's pixels, so many are plainly blue at 16 × 16. */
const ENOUGH = 60;
/** What a person takes for one moment, and a busy machine for opening a menu. */
const AT_ONCE_MS = 20_000;

/** A person at a screen with Wine's taskbar: looks, clicks and presses keys. */
class Desk {
  constructor(display) {
    this.display = display;
  }

  hand(...words) {
    return runLogged('wine-tray-hand', 'xdotool', words, { env: { DISPLAY: this.display }, append: true });
  }

  /** Red, green and blue of each pixel, row by row. */
  async look() {
    const camera = spawn('import', ['-display', this.display, '-window', 'root', '-depth', '8', 'rgb:-'], { stdio: ['ignore', 'pipe', 'ignore'] });
    return Buffer.concat(await camera.stdout.toArray());
  }

  /** Where the icon is in the taskbar; undefined: nowhere. */
  async icon() {
    const screen = await this.look();
    const first = (HEIGHT - TASKBAR) * WIDTH;
    const hits = Array.from({ length: TASKBAR * WIDTH }, (_, index) => first + index).filter(pixel => BLUE.every((wanted, channel) => Math.abs(screen[3 * pixel + channel] - wanted) <= NEAR));
    if (hits.length < ENOUGH) return undefined;
    const middle = of => Math.round(hits.reduce((sum, pixel) => sum + of(pixel), 0) / hits.length);
    return { x: middle(pixel => pixel % WIDTH), y: middle(pixel => Math.floor(pixel / WIDTH)) };
  }

  /** Whether something that is nearly white stands above the taskbar: a menu or a window. */
  async isOpen() {
    const screen = await this.look();
    let white = 0;
    for (let pixel = 0; pixel < (HEIGHT - TASKBAR) * WIDTH; pixel++) if (screen[3 * pixel] > 240 && screen[3 * pixel + 1] > 240 && screen[3 * pixel + 2] > 240) white++;
    return white > 10_000;
  }

  /** Clicks on the icon until something opens: Wine's taskbar may be drawing it anew. The pointer then goes where no tooltip covers anything. */
  async open(button) {
    const isOpened = await becomes(async () => {
      const at = await this.icon();
      if (!at) return false;
      await this.hand('mousemove', at.x, at.y, 'click', button);
      await this.hand('mousemove', 10, 10);
      return becomes(() => this.isOpen(), 3_000);
    }, AT_ONCE_MS);
    return isOpened && this.rests();
  }

  /** Waits until nothing moves on the screen: what is still opening takes no keys. */
  rests() {
    return becomes(async () => (await this.look()).equals(await this.look()), AT_ONCE_MS);
  }

  async press(...keys) {
    for (const key of keys) {
      await this.hand('key', key);
      await this.rests();
    }
  }

  async clickElsewhere() {
    await this.hand('mousemove', 10, 10, 'click', 1);
    await this.rests();
  }

  /** Opens the menu and presses access keys, until that had its effect: Wine's taskbar, which makes a button for any window, now and then takes the keyboard back. */
  choose(keys, isDone) {
    return becomes(async () => {
      await this.open(3);
      await this.press(...keys);
      if (await becomes(isDone, 3_000)) return true;
      await this.clickElsewhere();
      return false;
    });
  }

  photograph(name) {
    mkdirSync(inProject('build'), { recursive: true });
    return runLogged('wine-tray-picture', 'import', ['-display', this.display, '-window', 'root', inProject(`build/${name}-under-wine.png`)]);
  }
}

/**
 * The agent's icon in Wine's taskbar, through the shim on Windows' Node: it is seen, its menu and its window open, what is chosen there is told, a new taskbar has it as well, and at the end it
 * goes. The pictures are kept at build/, for people to look at.
 *
 * @param {(good: boolean, expectation: string) => void} check
 * @param {{ app: { folder: string, node: string } }} built from buildForWine
 */
export async function testTray(check, { app }) {
  const screen = await startScreen(`${WIDTH}x${HEIGHT}x24`);
  const prefix = await WinePrefix.create('tray');
  await prefix.restart(); // with a screen this time
  try {
    const notes = `${prefix.driveC}/notes`;
    const words = [app.node, windowsPath(inProject('tests/windows/node/tray.mjs')), windowsPath(`${app.folder}/dist`), 'C:\\notes'];
    // "shell" is Wine's name for a desktop with a taskbar.
    prefix.start('tray', 'explorer', [`/desktop=shell,${WIDTH}x${HEIGHT}`, windowsPath(words[0]), ...words.slice(1)], { DISPLAY: screen.display, LANG: 'ja_JP.UTF-8', LC_ALL: 'ja_JP.UTF-8' });
    await useTray(check, new Desk(screen.display), () => (existsSync(notes) ? readFileSync(notes, 'utf8').trim().split('\n').map(line => JSON.parse(line)) : []));
  } finally {
    await prefix.dispose();
    screen.stop();
  }
}

async function useTray(check, desk, notes) {
  const count = type => notes().filter(note => note.type === type).length;
  const chosen = choice => () => notes().some(note => note.type === 'chosen' && JSON.stringify(note.choice) === JSON.stringify(choice));
  const closes = () => becomes(async () => !await desk.isOpen(), AT_ONCE_MS);

  check(await becomes(() => notes().some(({ state }) => state === 'shown')), 'tray: the taskbar takes the icon');
  check(await becomes(async () => await desk.icon() !== undefined), 'tray: the icon is seen, in its colour');

  check(await desk.open(1), 'tray: a click opens the state');
  await desk.photograph('tray-state');
  await desk.press('Escape');
  check(await closes(), 'tray: Escape closes it');

  check(await desk.open(3), 'tray: a right click opens the menu');
  await desk.photograph('tray-menu');
  await desk.clickElsewhere();
  check(await closes(), 'tray: a click elsewhere closes it');
  check(await desk.choose(['p'], chosen({ type: 'verb', verb: 'pause' })), 'tray: an access key chooses, and the choice is told');
  check(await closes(), 'tray: the menu is closed then');
  check(await desk.choose(['s', 'a'], chosen({ type: 'schedule', on: false })), 'tray: a tick in the submenu is switched');

  const before = count('registered');
  check(await desk.choose(['n'], () => count('registered') > before), 'tray: a new taskbar is told of');
  check(await becomes(async () => await desk.icon() !== undefined), 'tray: and has the icon');

  check(await desk.choose(['x'], () => count('end') === 1), 'tray: the driver ends when that is chosen');
  const end = notes().find(({ type }) => type === 'end');
  check(end?.disposeMs < 2_000, `tray: the taskbar has given the icon back: ${end?.disposeMs} ms`);
  check(await becomes(async () => await desk.icon() === undefined, AT_ONCE_MS), 'tray: no icon is left');
  // Others use this machine and Wine is no Windows: the bound is asked of what is usual.
  check(end?.halfWithinMs < 5, `tray: no call of the shim holds the agent up: of ${end?.calls} half are within ${end?.halfWithinMs?.toFixed(2)} ms`);
  check(count('warning') + count('error') === 0, 'tray: nothing went wrong');
}
