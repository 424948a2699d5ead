import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { inProject } from './paths.mjs';
import { runLogged } from './run-command.mjs';

/**
 * Shows a program on a screen of its own and takes its picture.
 *
 * @param {string} name of the picture, below build/
 * @param {(display: string) => Promise<{ code: number, output: string }>} show runs the program, whose window stands for some seconds
 * @returns where the picture lies, and how the program ended
 */
export async function photograph(name, show) {
  // The server chooses a free number and tells it.
  const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '760x460x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const [number] = await once(server.stdout, 'data');
    const display = `:${String(number).trim()}`;
    const showing = show(display);
    const picture = inProject(`build/${name}.png`);
    mkdirSync(inProject('build'), { recursive: true });
    let shown = false;
    void showing.then(() => { shown = true; });
    rmSync(picture, { force: true });
    // Of all pictures the one with most on it is kept: before it a window was still opening, after it closing.
    while (!shown) {
      const candidate = `${picture}.part.png`;
      await runLogged('wine-screenshot', 'import', ['-display', display, '-window', 'root', candidate]);
      if (!existsSync(picture) || statSync(candidate).size > statSync(picture).size) renameSync(candidate, picture);
      else rmSync(candidate);
      await new Promise(resolve => setTimeout(resolve, 300));
    }
    return { picture, result: await showing };
  } finally {
    server.kill();
  }
}
