import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { AgentProcess } from '../agent-process.mjs';
import { pathOf, writeTree } from '../data/write-tree.mjs';
import { mamori } from '../programs/mamori.mjs';
import { median, percentile, RowResult } from '../row-result.mjs';
import { removeTree } from '../workspace.mjs';

const SPEC = { seed: 15, files: 1_000, perFolder: 100, sizes: { kind: 'lognormal', mean: 11_400 } };
const PLUGINS = 20;
const READY_TIMEOUT_MS = 60_000;
const SAVED_TIMEOUT_MS = 60_000;
const LOOP_STARTED_TIMEOUT_MS = 30_000;

/** What plugins cost that do nothing, and what one costs that does nothing but harm. */
export const pluginRows = {
  rows: ['start-20-plugins', 'save-beside-loop'],
  async run(bench, wanted) {
    const source = bench.memory.path('plugin-data');
    await writeTree(source, SPEC);
    const rows = [];
    if (wanted.has('start-20-plugins')) rows.push(await startRow(bench, source));
    if (wanted.has('save-beside-loop')) rows.push(await loopRow(bench, source));
    removeTree(source);
    return rows;
  },
};

/** The agent's start until it protects, with twenty strangers' plugins and with none, alternating; and its child processes while they are idle. */
async function startRow(bench, source) {
  const row = new RowResult('start-20-plugins', `start of the agent with ${PLUGINS} installed plugins; what they add to it, and processes while idle`, [
    { measure: 'addedSeconds', atMost: 0.05 }, { measure: 'processes', atMost: 0 },
  ]);
  const [without, having] = ['bare', 'plugins'].map(label => bench.memory.place(mamori, label));
  for (const place of [without, having]) await bench.meter.run(mamori.firstBackup(place, source));
  for (let number = 1; number <= PLUGINS; number++) await bench.meter.run(mamori.words(having, 'plugin', 'install', writePlugin(having, `idle-${number}`, 'export function activate() {}\n'), '--yes'));
  const times = { bare: [], plugins: [] };
  let processes = 0;
  for (let run = 0; run < Math.max(7, bench.runs); run++) {
    times.bare.push((await started(without)).seconds);
    const sample = await started(having);
    times.plugins.push(sample.seconds);
    processes = Math.max(processes, sample.processes);
  }
  row.add('mamori', { readySeconds: median(times.plugins), addedSeconds: median(times.plugins) - median(times.bare), processes });
  for (const place of [without, having]) place.remove();
  return row;
}

async function started(place) {
  const begun = performance.now();
  const agent = new AgentProcess(mamori.agent(place));
  try {
    const seconds = (await agent.lineMatching(/^Protecting\./, READY_TIMEOUT_MS) - begun) / 1e3;
    return { seconds, processes: hostProcessesBelow(agent.pid) };
  } finally {
    await agent.stop();
  }
}

/** Saves while a plugin loops without end, against saves while none runs; a loop is found out after 10 s, three end its plugin. */
async function loopRow(bench, source) {
  const row = new RowResult('save-beside-loop', 'write → committed while a plugin is in an endless loop; the limit is the same without plugins', [
    { measure: 'p99Seconds', against: 'no plugin', atMost: 1.05 },
  ]);
  const place = bench.memory.place(mamori, 'loop');
  await bench.meter.run(mamori.firstBackup(place, source));
  const looping = 'export const activate = (context, { commands }) => { commands.registerCommand("loop.run", () => { for (;;); }); };\n';
  await bench.meter.run(mamori.words(place, 'plugin', 'install', writePlugin(place, 'loop', looping), '--yes'));
  const agent = new AgentProcess(mamori.agent(place));
  try {
    await agent.lineMatching(/^Protecting\./, READY_TIMEOUT_MS);
    row.add('no plugin', { p99Seconds: percentile(await saves(agent, source, bench.scale.saves, 0), 0.99) });
    const latencies = [];
    while (latencies.length < bench.scale.saves) {
      const loop = startLoop(place);
      await loopRuns(agent.pid);
      latencies.push(...await saves(agent, source, Math.min(3, bench.scale.saves - latencies.length), latencies.length));
      await loop.ended;
      await bench.meter.run(mamori.words(place, 'plugin', 'enable', 'bench.loop')); // forgives the crash
    }
    row.add('mamori', { p99Seconds: percentile(latencies, 0.99) });
  } finally {
    await agent.stop();
  }
  place.remove();
  return row;
}

async function saves(agent, source, count, from) {
  const latencies = [];
  for (let save = 0; save < count; save++) {
    writeFileSync(`${source}/${pathOf(SPEC, (from + save) % SPEC.files)}`, `saved at ${performance.now()}\n`);
    const written = performance.now();
    latencies.push((await agent.lineMatching(/: saved \d/, SAVED_TIMEOUT_MS) - written) / 1e3);
  }
  return latencies;
}

function startLoop(place) {
  const { program, args, env, cwd } = mamori.words(place, 'plugin', 'run', 'loop.run');
  const child = spawn(program, args, { env: { ...process.env, ...env }, cwd, stdio: 'ignore' });
  return { ended: once(child, 'exit') };
}

/** Resolves when a host process below the agent has used a tenth of a second of processor time: its loop runs. */
async function loopRuns(agent) {
  const deadline = performance.now() + LOOP_STARTED_TIMEOUT_MS;
  for (;;) {
    const host = childrenOf(agent).find(pid => cpuTicks(pid) > 25); // a start takes about 10 ticks of 10 ms
    if (host !== undefined) return;
    if (performance.now() > deadline) throw new Error('the plugin does not loop');
    await new Promise(resolve => setImmediate(resolve));
  }
}

function cpuTicks(pid) {
  const fields = procText(`${pid}/stat`).split(') ')[1]?.split(' ') ?? [];
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0); // utime, stime: proc(5)
}

function childrenOf(pid) {
  return readdirSync(`/proc/${pid}/task`).flatMap(task => procText(`${pid}/task/${task}/children`).split(' ').filter(Boolean).map(Number));
}

function hostProcessesBelow(pid) {
  return childrenOf(pid).filter(child => procText(`${child}/cmdline`).includes('host-process-main')).length;
}

/** A file below /proc, or nothing when its process or thread ended after it was listed. */
function procText(path) {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return '';
    throw error;
  }
}

/** A plugin as a stranger writes it; returns its folder. */
function writePlugin(place, name, code) {
  const folder = `${place.folder}/packages/${name}`;
  mkdirSync(folder, { recursive: true });
  const contributes = {
    commands: [{ command: `${name}.run`, title: name }], menus: { file: [{ command: `${name}.run`, when: 'inRoot && selectionCount == 1' }] },
    configuration: { properties: { [`${name}.word`]: { type: 'string', default: 'word' } } },
  };
  writeFileSync(`${folder}/package.json`, JSON.stringify({ name, publisher: 'bench', version: '1.0.0', type: 'module', engines: { mamori: '*' }, main: 'main.js', contributes }));
  writeFileSync(`${folder}/main.js`, code);
  return folder;
}
