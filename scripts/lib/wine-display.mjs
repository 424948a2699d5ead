import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { once } from 'node:events';
import { inProject } from './paths.mjs';
import { runLogged } from './run-command.mjs';

/**
 * Shows a program on a screen of its own and takes its picture when it has written "ready".
 *
 * @param {(display: string) => Promise<{ code: number, output: string }>} show runs the program, which ends by itself some seconds after "ready"
 * @returns where the picture lies, and how the program ended
 */
export async function photograph(show) {
  // The server chooses a free number and tells it.
  const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '640x420x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const [number] = await once(server.stdout, 'data');
    const display = `:${String(number).trim()}`;
    const showing = show(display);
    const picture = inProject('build/explorer-under-wine.png');
    mkdirSync(inProject('build'), { recursive: true });
    let shown = false;
    void showing.then(() => { shown = true; });
    // The window stands still once its menu is open: the last picture before it closes is the good one.
    for (let taken = 0; taken < 40 && !shown; taken++) {
      const candidate = `${picture}.part.png`;
      await runLogged('wine-screenshot', 'import', ['-display', display, '-window', 'root', candidate]);
      if (!shown) await runLogged('wine-screenshot', 'mv', [candidate, picture]);
      await new Promise(resolve => setTimeout(resolve, 300));
    }
    return { picture, result: await showing };
  } finally {
    server.kill();
  }
}
