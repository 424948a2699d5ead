import { AgentProcess } from '../agent-process.mjs';
import { pathOf, writeTree } from '../data/write-tree.mjs';
import { inProject } from '../../../scripts/lib/paths.mjs';
import { mamori } from '../programs/mamori.mjs';
import { RowResult } from '../row-result.mjs';
import { removeTree } from '../workspace.mjs';

const SPEC = { seed: 15, files: 1_000, perFolder: 100, sizes: { kind: 'lognormal', mean: 11_400 } };
const LEAST_RUNS = 15;
const READY_TIMEOUT_MS = 60_000;

/** What a person waits for who asks an agent that runs. The limits are Node with nothing to do, and the program with next to nothing to load. */
export const commandRow = {
  rows: ['command-status', 'command-why'],
  async run(bench, wanted) {
    const source = bench.memory.path('command-data');
    await writeTree(source, SPEC);
    const place = bench.memory.place(mamori, 'command');
    await bench.meter.run(mamori.firstBackup(place, source));
    const asked = { 'command-status': ['status'], 'command-why': ['why', `${source}/${pathOf(SPEC, 0)}`] };
    const rows = Object.keys(asked).filter(name => wanted.has(name)).map(name => new RowResult(name, `mamori ${asked[name][0]} with an agent running that protects 1,000 files; ${LEAST_RUNS} runs or more, in turn with the limits`));
    const limits = { 'node -e 0': { ...mamori.words(place), args: ['-e', '0'] }, 'main.js --version': { ...mamori.words(place), args: [inProject('dist/cli/main.js'), '--version'] } };
    const agent = new AgentProcess(mamori.agent(place));
    try {
      await agent.lineMatching(/^Protecting\./, READY_TIMEOUT_MS);
      for (let run = 0; run < Math.max(LEAST_RUNS, bench.runs); run++) {
        for (const row of rows) {
          row.add('mamori', await bench.meter.measure(mamori.words(place, ...asked[row.name])));
          for (const [limit, command] of Object.entries(limits)) row.add(limit, await bench.meter.measure(command));
        }
      }
    } finally {
      await agent.stop();
    }
    for (const row of rows) row.notes.push(`processor time: ${['mamori', ...Object.keys(limits)].map(who => `${who} ${(row.median(who, 'cpuSeconds') * 1e3).toFixed(0)} ms`).join(', ')}`);
    place.remove();
    removeTree(source);
    return rows;
  },
};
