import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { becomes } from './wine-pc.mjs';
import { windowsPath } from './wine-prefix.mjs';

/** On a busy machine. */
const STARTS_WITHIN_MS = 120_000;

/**
 * The launcher with the real agent on Windows' Node: started as at login, put to rest for a sleep, back after it was killed, stopped, ended with its session.
 *
 * @param {{ prefix: import('./wine-prefix.mjs').WinePrefix, env: Record<string, string>, launch: () => { ended: Promise<unknown> }, send: (what: string) => Promise<number>, run: Function }} installed
 * @param {{ folder: string, node: string }} app from layOutForWindows
 * @param {(good: boolean, expectation: string) => void} check
 */
export async function superviseAgent(installed, app, check) {
  const { prefix } = installed;
  const env = { ...installed.env, MAMORI_HOME: 'C:\\office', MAMORI_CREDENTIALS: 'file', MAMORI_LANGUAGE: 'en' };
  installed.env = env;
  const program = [windowsPath(app.node), windowsPath(`${app.folder}/dist/cli/main.js`)];
  const mamori = (...words) => prefix.run('launched-mamori', program[0], [program[1], ...words], env);
  const status = async () => {
    const { code, output } = await mamori('status', '--json');
    return code === 0 ? JSON.parse(output.slice(output.indexOf('{'))).agent : undefined;
  };
  // Asking by commands from the first moment on would keep the state folder from the agent, which then waits for them.
  const log = `${prefix.driveC}/office/logs/launcher.log`;
  const protects = times => becomes(() => existsSync(log) && readFileSync(log, 'utf8').split('Protecting').length > times, STARTS_WITHIN_MS);
  mkdirSync(`${prefix.driveC}/docs`, { recursive: true });
  writeFileSync(`${prefix.driveC}/docs/first.txt`, 'first');
  check((await mamori('up', 'C:\\docs', '--once')).code === 0, 'launcher and agent: a first backup is made');
  check((await installed.run('--register', ...program, 'C:\\office')).code === 0, 'launcher and agent: the program is registered');

  const launcher = installed.launch();
  check(await protects(1), 'launcher and agent: the agent protects');
  const tookMs = await installed.send('suspend');
  check(tookMs >= 0 && tookMs < 3_000 && await status() === 'paused', `launcher and agent: it rests before a sleep (${tookMs} ms)`);
  await installed.send('resume');
  check(await status() === 'running', 'launcher and agent: it goes on after the wake');
  check((await mamori('stop')).code === 0 && await launcher.ended === 0, 'launcher and agent: both end when Mamori is stopped');

  const again = installed.launch();
  check(await protects(2), 'launcher and agent: it protects again');
  check(await installed.send('end') >= 0 && await again.ended === 0, 'launcher and agent: both end with the session');
  check(await status() === 'stopped', 'launcher and agent: nobody protects any more');
}
