import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { inProject } from './paths.mjs';
import { becomes, WinePc } from './wine-pc.mjs';
import { windowsPath } from './wine-prefix.mjs';
import { restoresOnThisSystem } from './wine-vault.mjs';

/**
 * A day with the real agent on Windows' Node: what is saved is in the vault, overlays go with the agent, what is chosen in the menu is done, and another system restores what
 * the vault holds.
 *
 * @param {import('./wine-prefix.mjs').WinePrefix} prefix with the extension registered
 * @param {{ folder: string, node: string }} app from layOutForWindows
 * @param {import('./wine-verdicts.mjs').Verdicts} verdicts
 * @param {(scenario: string, env: Record<string, string>, argument: string) => Promise<void>} host runs a scenario of the host program
 */
export async function liveWithAgent(prefix, app, verdicts, host) {
  const { check } = verdicts;
  for (const [name, argument] of [['endpoint-crowd', `${app.folder}/dist`], ['credential-check', app.folder]]) {
    verdicts.take(name, await prefix.run(name, app.node, [inProject(`tests/windows/node/${name}.mjs`), argument].map(windowsPath)));
  }
  const pc = new WinePc(prefix, app);
  const docs = `${prefix.driveC}/docs`;
  const save = (name, content) => writeFileSync(`${docs}/${name}`, content);
  makeDocuments(docs);
  const first = await pc.json('up', 'C:\\docs', '--once');
  const recoveryCode = first?.events.find(({ type }) => type === 'vault-created')?.recoveryCode;
  check(recoveryCode !== undefined, 'agent: a first backup is made, with the key in the credential manager by keytar');
  if (recoveryCode === undefined) return;

  await watched(pc, { check, host, save });
  await clicked(pc, { check, host, save, holds: (name, content) => existsSync(`${docs}/${name}`) && readFileSync(`${docs}/${name}`).equals(content) });
  check(await restoresOnThisSystem(`${prefix.driveC}/office/vault`, { name: 'docs', root: 'C:\\docs' }, recoveryCode, docs), 'agent: this system restores the vault that Windows made, byte for byte');
}

/** Continuous protection, until the agent is killed. */
async function watched(pc, { check, host, save }) {
  const agent = await pc.startAgent();
  check(agent !== undefined, 'agent: it starts');
  if (!agent) return;
  try {
    save('見積書.txt', 'saved while it watches');
    check(await pc.hasVersions('C:\\docs\\見積書.txt', 1), 'agent: a saved file is in the vault');
    await examined(pc, check);
    await host('agent-overlay', pc.environment, 'C:\\docs\\見積書.txt');
  } finally {
    agent.child.kill('SIGKILL');
  }
}

/** What "mamori shell doctor" says of a PC where the DLL is registered and the agent runs. Places for overlays, a package and a check on Windows this system has none. */
async function examined(pc, check) {
  const report = await pc.report('shell', 'doctor');
  const found = name => report?.checks.find(candidate => candidate.name === name);
  check(found('agent')?.state === 'ok' && found('status table')?.state === 'ok', 'doctor: it finds the agent and its table');
  check(found('explorer extension')?.detail.includes('mamori_explorer.dll') ?? false, 'doctor: it finds the registered DLL');
  check(found('checked on Windows') !== undefined, 'doctor: it says when a real Windows was seen');
}

/** Nothing is saved by itself here: what is in the vault came there by a click. */
async function clicked(pc, { check, host, save, holds }) {
  await pc.mamori('config', 'set', 'watch.enabled', 'false');
  save('待った.txt', 'before it started');
  await host('leave-click', pc.environment, 'C:\\docs\\待った.txt');
  const agent = await pc.startAgent();
  check(agent !== undefined, 'agent: it starts again after it was killed');
  if (!agent) return;
  try {
    check(await pc.hasVersions('C:\\docs\\待った.txt', 1), 'agent: a click from before it started ends with the file in the vault');
    const first = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * index) % 251));
    save('今.txt', first);
    await host('click', pc.environment, 'C:\\docs\\今.txt');
    check(await pc.hasVersions('C:\\docs\\今.txt', 1), 'agent: a click while it runs ends with the file in the vault');
    save('今.txt', 'second');
    await host('click', pc.environment, 'C:\\docs\\今.txt');
    check(await pc.hasVersions('C:\\docs\\今.txt', 2), 'agent: and so does the next one');
    await host('click-version', pc.environment, 'C:\\docs\\今.txt');
    check(await becomes(() => holds('今.txt', first)), 'agent: a click on a version brings it back, byte for byte');
    check((await pc.mamori('backup')).code === 0, 'agent: it backs everything up when asked');
    check((await pc.mamori('stop')).code === 0 && await becomes(() => agent.child.exitCode !== null), 'agent: it stops when asked');
  } finally {
    agent.child.kill('SIGKILL');
  }
}

/** Small and large, empty, deep, and with names that need their case and their alphabet kept. */
function makeDocuments(folder) {
  mkdirSync(`${folder}/Büro/二〇二六年/sub`, { recursive: true });
  writeFileSync(`${folder}/first.txt`, 'first');
  writeFileSync(`${folder}/empty`, '');
  writeFileSync(`${folder}/Büro/Case.TXT`, 'case');
  writeFileSync(`${folder}/Büro/二〇二六年/sub/🎉 plan.md`, 'plan\n'.repeat(1_000));
  writeFileSync(`${folder}/large.bin`, Buffer.from(Array.from({ length: 3_000_000 }, (_, index) => (index * index) % 251)));
  for (let number = 0; number < 300; number++) writeFileSync(`${folder}/Büro/${number}.txt`, `${number}\n`.repeat(number));
}
