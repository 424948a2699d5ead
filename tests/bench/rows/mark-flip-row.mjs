import { buildShimBench } from '../../../scripts/lib/shim-tests.mjs';
import { AgentProcess } from '../agent-process.mjs';
import { pathOf, writeTree } from '../data/write-tree.mjs';
import { mamori } from '../programs/mamori.mjs';
import { RowResult } from '../row-result.mjs';
import { markedFiles } from '../scale.mjs';
import { removeTree } from '../workspace.mjs';

const READY_TIMEOUT_MS = 300_000;

/**
 * The picture that a file manager shows of a file, by a native reader of the agent's own table: how soon after a write "protected" is gone, and how long it stays when the agent
 * is killed. Once with the watcher of small folders (chokidar), once with that of large ones (the engine's): the agent chooses by the number of files.
 */
export const markFlipRow = {
  rows: ['mark-flip', 'mark-flip-many'],
  async run(bench, wanted) {
    const rows = [];
    for (const [name, driver] of [['mark-flip', 'chokidar'], ['mark-flip-many', 'engine']]) {
      if (wanted.has(name)) rows.push(await flipped(bench, name, driver));
    }
    return rows;
  },
};

async function flipped(bench, name, driver) {
  const spec = markedFiles(driver);
  const row = new RowResult(name, `write → mark gone, one file after the other among ${spec.files.toLocaleString('en')} that ${driver} watches`, [
    { measure: 'flipP99Ms', atMost: 500 }, { measure: 'withdrawnSeconds', atMost: 5 },
  ]);
  const source = bench.memory.path(`${name}-data`);
  await writeTree(source, spec);
  const place = bench.memory.place(mamori, name);
  bench.announce(`${row.name}: first backup`);
  await bench.meter.run(mamori.firstBackup(place, source));
  const program = await buildShimBench('mark_bench');
  bench.announce(`${row.name}: agent`);
  const agent = new AgentProcess(mamori.agent(place));
  agent.exit.catch(() => undefined);
  try {
    await agent.lineMatching(/^Protecting\./, READY_TIMEOUT_MS);
    await expectDriver(bench, place, driver);
    const files = Array.from({ length: bench.scale.marks + 1 }, (_, index) => `${source}/${pathOf(spec, Math.floor(spec.files * (index + 0.5) / (bench.scale.marks + 1)))}`);
    const printed = await bench.meter.run({ program, args: [`${place.folder}/mamori`, String(agent.pid), ...files] });
    const number = pattern => Number(pattern.exec(printed)?.[1]);
    row.add('mamori', { flipP50Ms: number(/flip p50 ([\d.]+) ms/), flipP99Ms: number(/p99 ([\d.]+) ms/), withdrawnSeconds: number(/withdrawn in ([\d.]+) s/) });
    row.notes.push(...printed.trim().split('\n'));
  } finally {
    await agent.stop();
  }
  place.remove();
  removeTree(source);
  return row;
}

async function expectDriver(bench, place, driver) {
  const { sources } = JSON.parse(await bench.meter.run(mamori.words(place, 'status', '--json')));
  const [found] = sources.map(({ watch }) => watch?.driver);
  if (!found?.includes(driver)) throw new Error(`${found} watches where ${driver} was to be measured`);
}
