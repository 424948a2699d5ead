import { mkdirSync, writeFileSync } from 'node:fs';
import { windowsPath } from './wine-prefix.mjs';

const READY_MS = 60_000;
const wait = ms => new Promise(resolve => setTimeout(resolve, ms));

/**
 * Clicks that reach a real agent on Windows' Node: what is chosen in the menu ends with the file in the vault.
 *
 * @param {import('./wine-prefix.mjs').WinePrefix} prefix with the extension registered
 * @param {{ folder: string, node: string }} app from layOutForWindows
 * @param {(good: boolean, expectation: string) => void} check
 * @param {(scenario: string, env: Record<string, string>, argument: string) => Promise<void>} host runs a scenario of the host program
 */
export async function clickWithAgent(prefix, app, check, host) {
  const env = { MAMORI_HOME: 'C:\\office', MAMORI_CREDENTIALS: 'file' };
  const main = windowsPath(`${app.folder}/dist/cli/main.js`);
  const mamori = (...args) => prefix.run('mamori', app.node, [main, ...args], env);
  const save = name => writeFileSync(`${prefix.driveC}/docs/${name}`, `${name}\n`);
  const isSaved = async name => {
    for (let round = 0; round < 10; round++) {
      const { code, output } = await mamori('versions', `C:\\docs\\${name}`, '--json');
      if (code === 0 && JSON.parse(output).versions.length === 1) return true;
      await wait(500);
    }
    return false;
  };
  mkdirSync(`${prefix.driveC}/docs`, { recursive: true });
  save('first.txt');
  check((await mamori('up', 'C:\\docs', '--once')).code === 0, 'agent: a first backup is made');
  // Nothing is saved by itself: what is in the vault came there by a click.
  await mamori('config', 'set', 'watch.enabled', 'false');

  save('待った.txt');
  await host('leave-click', env, 'C:\\docs\\待った.txt');
  const agent = prefix.start('agent', app.node, [main, 'up'], env);
  try {
    check(await isReady(agent), 'agent: it starts');
    check(await isSaved('待った.txt'), 'agent: a click from before it started ends with the file in the vault');
    save('今.txt');
    await host('click', env, 'C:\\docs\\今.txt');
    check(await isSaved('今.txt'), 'agent: a click while it runs ends with the file in the vault');
    check((await mamori('stop')).code === 0, 'agent: it stops');
  } finally {
    agent.child.kill('SIGKILL');
  }
}

async function isReady(agent) {
  for (let waited = 0; waited < READY_MS && !agent.output().includes('Protecting'); waited += 200) await wait(200);
  return agent.output().includes('Protecting');
}
