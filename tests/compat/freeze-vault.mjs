// Freezes a vault of the present format: a small one, with all that the format can say, made by the built program.
//
//   node scripts/build.mjs && node tests/compat/freeze-vault.mjs [folder]
//
// Run by hand, on Linux, once for every released format (and before the first release whenever the format still changes):
// it writes tests/compat/vaults/format-<n>/, or the given folder, and refuses to replace what is there:
//
//   vault/         the vault, without what is not part of it (section 2 of docs/vault-format.md)
//   expected.json  the states of the source: after which run, and everything that restoring it must bring (support/list-tree.ts)
//   secrets.json   the recovery code and the passphrase; nothing but test data lies behind them
//
// A frozen vault is never edited and never made again once its format is released: frozen-vaults.test.ts shows with it that every later
// program, and the independent reader, restore it. Keys and ids are random, so two freezes differ in every byte.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { FORGOTTEN, firstState, fourthState, makeCrowd, secondState, thirdState } from './support/frozen-source.ts';
import { listTree } from './support/list-tree.ts';

const MAIN = new URL('../../dist/cli/main.js', import.meta.url).pathname;
const MAX_VAULT_BYTES = 3 << 20;
const PASSPHRASE = 'four plain words frozen';
const DEVICE = 'frozen-pc';

const folder = fs.mkdtempSync(join(tmpdir(), 'mamori-freeze-'));
const source = join(folder, 'documents');
const vault = join(folder, 'vault');
const environment = {
  PATH: process.env.PATH, HOME: folder, MAMORI_HOME: join(folder, 'h'), MAMORI_CREDENTIALS: 'file', MAMORI_LANGUAGE: 'en', TZ: 'UTC', MAMORI_PASSPHRASE: PASSPHRASE,
  XDG_RUNTIME_DIR: join(folder, 'r'), XDG_STATE_HOME: join(folder, 's'), XDG_DATA_HOME: join(folder, 'd'), XDG_CONFIG_HOME: join(folder, 'c'), XDG_CACHE_HOME: join(folder, 'x'),
};

const running = new Set();
process.once('exit', () => { for (const child of running) child.kill('SIGKILL'); });

function start(...words) {
  const child = spawn(process.execPath, [MAIN, ...words], { env: environment, stdio: ['ignore', 'pipe', 'ignore'] });
  running.add(child);
  child.once('close', () => running.delete(child));
  let output = '';
  child.stdout.setEncoding('utf8').on('data', text => { output += text; });
  return { child, output: () => output, ended: new Promise((resolve, reject) => child.once('error', reject).once('close', code => resolve({ code, output }))) };
}

async function mamori(...words) {
  const { code, output } = await start(...words, '--json').ended;
  if (code !== 0) throw new Error(`mamori ${words.join(' ')} ended with ${code}: ${output}`);
  return JSON.parse(output);
}

async function until(what, withinMs, look) {
  const deadline = Date.now() + withinMs;
  while (!await look()) if (Date.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}`);
}

/** What the source is now, as the state that its newest run saved. Continuous saves leave the times of folders to the next whole run. */
async function stateNow({ folderTimes = true } = {}) {
  const { sources: [{ lastCommitted: { sequence, finishedMs, kind } }] } = await mamori('status');
  const entries = listTree(source).filter(({ path }) => path !== FORGOTTEN)
    .map(({ mtimeNs, ...entry }) => ({ ...entry, ...((folderTimes || entry.kind !== 'directory') && { mtimeNs }) }));
  return { sequence, kind, atMs: finishedMs, entries };
}

/** Lets the watching program save `change`, which concerns `paths`, and returns the state then. */
async function continuously(paths, change) {
  const agent = start('up');
  // It is not to be asked before it answers: the question would open the state folder itself, and keep the agent out.
  await until('the program watches', 60_000, async () => { await setImmediate(); return agent.output().includes('(watched by '); });
  await until('the source is watched', 60_000, async () => {
    const { sources: [{ watch }] } = await mamori('status');
    return watch?.driver !== undefined && watch.trusted && watch.dirtyFolders === 0;
  });
  const beforeMs = Date.now();
  change(source);
  for (const path of paths) {
    await until(`${path} is saved`, 60_000, async () => (await mamori('versions', join(source, path))).versions[0].savedMs >= beforeMs);
  }
  agent.child.kill('SIGINT');
  await agent.ended;
  return stateNow({ folderTimes: false });
}

async function live() {
  const { events } = await mamori('up', source, '--vault', vault, '--name', DEVICE, '--once');
  const { recoveryCode } = events.find(({ type }) => type === 'vault-created');
  const states = [await stateNow()];
  states.push(await continuously(['README.txt', 'gone.txt', 'new/folder/new.txt'], secondState));
  // So much metadata that collection makes a checkpoint; gone again with the next run.
  makeCrowd(source);
  await mamori('backup');
  await mamori('key', 'rotate');
  thirdState(source);
  await mamori('backup');
  states.push(await stateNow());
  await mamori('delete', join(source, FORGOTTEN));
  await mamori('gc');
  states.push(await continuously(['README.txt'], root => fs.appendFileSync(join(root, 'README.txt'), 'Edited after the collection.\n')));
  fourthState(source);
  await mamori('backup');
  states.push(await stateNow());
  return { recoveryCode, states };
}

/** Copies what is part of the vault, and says what a freeze is worth nothing without. */
function freeze(target, { recoveryCode, states }) {
  fs.mkdirSync(target, { recursive: true });
  for (const part of ['vault.json', 'keys', 'packs', 'runs', 'condemned', 'writers']) {
    if (fs.existsSync(join(vault, part))) fs.cpSync(join(vault, part), join(target, 'vault', part), { recursive: true });
  }
  const files = fs.readdirSync(join(target, 'vault'), { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  const bytes = files.reduce((total, { parentPath, name }) => total + fs.statSync(join(parentPath, name)).size, 0);
  if (bytes > MAX_VAULT_BYTES) throw new Error(`the vault has ${bytes} bytes, more than ${MAX_VAULT_BYTES}`);
  if (files.some(({ name }) => /^0{15}1-/.test(name))) throw new Error('the first run is still there: no checkpoint superseded it');
  fs.writeFileSync(join(target, 'secrets.json'), `${JSON.stringify({ recoveryCode, passphrase: PASSPHRASE }, null, 2)}\n`);
  fs.writeFileSync(join(target, 'expected.json'), `${JSON.stringify({ device: DEVICE, root: source, forgotten: FORGOTTEN, states }, null, 1)}\n`);
  process.stdout.write(`${files.length} objects, ${bytes} bytes; states after the runs ${states.map(({ sequence, kind }) => `${sequence} (${kind})`).join(', ')}\n`);
}

try {
  fs.mkdirSync(environment.XDG_RUNTIME_DIR, { mode: 0o700 });
  firstState(source);
  const life = await live();
  const { format } = JSON.parse(fs.readFileSync(join(vault, 'vault.json'), 'utf8'));
  const target = process.argv[2] ?? new URL(`vaults/format-${format}`, import.meta.url).pathname;
  if (fs.existsSync(target)) throw new Error(`${target} is there already`);
  freeze(target, life);
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
