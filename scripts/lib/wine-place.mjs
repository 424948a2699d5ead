import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { isAlive } from './build-lock.mjs';
import { buildStateFolder } from './paths.mjs';
import { run } from './run-command.mjs';

/** What all runs share: packages, and a folder for each of them. */
export const wineFolder = `${buildStateFolder}/wine`;

const PREFIX = 'run-';

/** What this run makes: prefixes, the program as it lies on a PC, the parts that were built for it. Runs at the same time have one each. */
export const runFolder = `${wineFolder}/${PREFIX}${process.pid}`;

/** Makes this run's folder, and takes away those of runs that have ended, with the programs that they left: until then their logs can be read. */
export async function makeRunFolder() {
  mkdirSync(wineFolder, { recursive: true });
  const others = readdirSync(wineFolder).filter(name => name.startsWith(PREFIX));
  const ended = others.filter(name => !isAlive(Number(name.slice(PREFIX.length)))).map(name => `${wineFolder}/${name}`);
  for (const folder of [...ended, runFolder]) { // an earlier process may have had this one's number
    if (existsSync(folder)) await remove(folder);
  }
  mkdirSync(runFolder);
}

async function remove(folder) {
  const prefixes = readdirSync(folder).map(name => `${folder}/${name}/prefix`).filter(existsSync);
  for (const WINEPREFIX of prefixes) await run('wineserver', ['-k'], { env: { WINEPREFIX }, stdio: 'ignore' });
  rmSync(folder, { recursive: true, force: true });
}
