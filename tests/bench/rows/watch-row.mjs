import { closeSync, fsyncSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { AgentProcess } from '../agent-process.mjs';
import { pathOf, writeTree } from '../data/write-tree.mjs';
import { mamori } from '../programs/mamori.mjs';
import { percentile, RowResult } from '../row-result.mjs';
import { tinyFiles } from '../scale.mjs';
import { removeTree } from '../workspace.mjs';

const QUIET_SECONDS = 2; // the default quiet period of continuous protection
const SLACK_SECONDS = 0.1;
const FSYNC_TRIES = 30;
const READY_TIMEOUT_MS = 300_000;
const SAVED_TIMEOUT_MS = 60_000;

/**
 * One changed file among very many watched ones, vault on a disk: from the end of the write to the agent's word that it is
 * committed; and how long the agent takes to be ready after a start with nothing changed, and its memory.
 */
export const watchRow = {
  rows: ['watch-1m'],
  async run(bench) {
    const spec = tinyFiles(bench.scale);
    const source = bench.memory.path('watch-data');
    await writeTree(source, spec);
    const place = bench.memory.place(mamori, 'watch', bench.disk);
    const bound = QUIET_SECONDS + SLACK_SECONDS + 2 * fsyncSeconds(bench);
    const row = new RowResult('watch-1m', `write → committed for one changed file among ${spec.files.toLocaleString('en')} watched`, [
      { measure: 'p99Seconds', atMost: bound }, { measure: 'readySeconds', atMost: 4 }, { measure: 'residentBytes', atMost: 400e6 },
    ]);
    row.notes.push(`the bound of p99 is the quiet period of ${QUIET_SECONDS} s, ${SLACK_SECONDS * 1e3} ms and two syncs of this disk`);
    bench.announce(`${row.name}: first backup`);
    await bench.meter.run(mamori.firstBackup(place, source));
    bench.announce(`${row.name}: agent`);
    const { latencies, ...figures } = await watched(bench, mamori.agent(place), number => `${source}/${pathOf(spec, number)}`, spec.files);
    row.add('mamori', figures);
    row.notes.push(`the slowest saves: ${slowest(latencies)}`);
    place.remove();
    removeTree(source);
    return [row];
  },
};

async function watched(bench, command, path, files) {
  const begun = performance.now();
  const agent = new AgentProcess(command);
  try {
    const ready = await agent.lineMatching(/^Protecting\./, READY_TIMEOUT_MS);
    const latencies = [];
    for (let save = 0; save < bench.scale.saves; save++) {
      writeFileSync(path(Math.floor(files * (save + 0.5) / bench.scale.saves)), `saved for the ${save + 1}. time\n`);
      const written = performance.now();
      latencies.push((await agent.lineMatching(/: saved \d/, SAVED_TIMEOUT_MS) - written) / 1e3);
    }
    const [p50Seconds, p99Seconds] = [0.5, 0.99].map(share => percentile(latencies, share));
    return { latencies, readySeconds: (ready - begun) / 1e3, p50Seconds, p99Seconds, ...agent.memory() };
  } finally {
    await agent.stop();
  }
}

/** The three slowest with their turns, so that a single disturbance and a slow start can be told apart. */
function slowest(latencies) {
  const ranked = latencies.map((seconds, index) => ({ seconds, turn: index + 1 })).sort((one, other) => other.seconds - one.seconds);
  return ranked.slice(0, 3).map(({ seconds, turn }) => `${seconds.toFixed(2)} s (no. ${turn})`).join(', ');
}

/** The slow end (9 of 10) of syncing a small new file on the vault's disk. */
function fsyncSeconds(bench) {
  const path = bench.disk.path('sync-probe');
  const times = Array.from({ length: FSYNC_TRIES }, () => {
    const file = openSync(path, 'w');
    writeSync(file, Buffer.alloc(8192));
    const begun = performance.now();
    fsyncSync(file);
    const seconds = (performance.now() - begun) / 1e3;
    closeSync(file);
    return seconds;
  });
  removeTree(path);
  return percentile(times, 0.9);
}
