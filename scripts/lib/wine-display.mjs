import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { inProject } from './paths.mjs';
import { runLogged, StepFailure } from './run-command.mjs';
import { runFolder } from './wine-place.mjs';

/**
 * Starts a screen that nobody sees. The server chooses a free number and tells it once it takes connections.
 *
 * @param {string} size width × height × depth
 * @returns {Promise<{ display: string, stop: () => void }>} fails with StepFailure when the server ends instead
 */
export async function startScreen(size) {
  const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', size, '-nolisten', 'tcp'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const number = await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', code => reject(new StepFailure(`Xvfb ended with ${code}`)));
    createInterface(server.stdout).once('line', resolve);
  });
  return { display: `:${number.trim()}`, stop: () => void server.kill() };
}

/**
 * Shows a program on a screen of its own and takes its picture.
 *
 * @param {string} name of the picture, below build/
 * @param {(display: string) => Promise<{ code: number, output: string }>} show runs the program, whose window stands for some seconds
 * @returns where the picture lies, and how the program ended
 */
export async function photograph(name, show) {
  const screen = await startScreen('760x460x24');
  try {
    const showing = show(screen.display);
    const picture = inProject(`build/${name}.png`), candidate = `${runFolder}/${name}.png`;
    mkdirSync(inProject('build'), { recursive: true });
    rmSync(picture, { force: true });
    let shown = false;
    void showing.then(() => { shown = true; });
    // Of all pictures the one with most on it is kept: before it a window was still opening, after it closing.
    for (let largest = 0; !shown;) {
      // A window that closes meanwhile can spoil a picture.
      const size = await runLogged('wine-screenshot', 'import', ['-display', screen.display, '-window', 'root', candidate]).then(() => statSync(candidate).size, () => 0);
      if (size > largest) renameSync(candidate, picture);
      largest = Math.max(largest, size);
      await new Promise(resolve => setTimeout(resolve, 300));
    }
    return { picture, isThere: existsSync(picture), result: await showing };
  } finally {
    screen.stop();
  }
}
