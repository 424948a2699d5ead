import { mkdirSync } from 'node:fs';
import { compileObjects } from '../../../scripts/lib/compile-objects.mjs';
import { nativeSources } from '../../../scripts/lib/native-sources.mjs';
import { buildStateFolder, inProject } from '../../../scripts/lib/paths.mjs';
import { run } from '../../../scripts/lib/run-command.mjs';
import { RowResult } from '../row-result.mjs';
import { removeTree } from '../workspace.mjs';

const BENCH = 'native/engine/tests/index_bench.cc';

/** The chunk index alone, by the engine's own bench program: no vault holds 20 million chunks within a bench's time. */
export const chunkIndexRow = {
  rows: ['chunk-index-20m'],
  async run(bench) {
    const millions = bench.scale.indexMillions;
    const row = new RowResult('chunk-index-20m', `chunk index of ${millions} million chunks, built, opened and asked`, [{ measure: 'bytesPerChunk', atMost: 8 }]);
    const program = await buildBench();
    const folder = bench.memory.path('chunk-index');
    mkdirSync(folder);
    bench.announce(row.name);
    const sample = await bench.meter.measure({ program, args: [folder, String(millions)] });
    const printed = bench.meter.lastOutput();
    row.add('mamori', {
      ...sample,
      bytesPerChunk: numberBefore(printed, ' resident bytes a chunk'),
      lookUpMicroseconds: Number(/present +1 threads: ([\d.]+) us/.exec(printed)?.[1]),
    });
    row.notes.push(...printed.trim().split('\n'));
    removeTree(folder);
    return [row];
  },
};

function numberBefore(text, words) {
  return Number(text.slice(0, text.indexOf(words)).split(/[^\d.]/).at(-1));
}

async function buildBench() {
  const folder = `${buildStateFolder}/bench`;
  const flags = ['-std=c++20', '-O2', '-pthread', '-Inative/engine', '-Inode_modules/zstd-napi/deps/zstd/lib'];
  const sources = [BENCH, ...nativeSources('linux').filter(source => /^native\/engine\/(base|codec|index|pack|crypto)\//.test(source))];
  const objects = await compileObjects(sources.map(source => ({ source, compiler: 'g++', flags })), folder, 'bench');
  const program = `${folder}/index_bench`;
  const linked = await run('g++', ['-pthread', '-o', program, ...objects, inProject('build/Release/zstd.a'), '-Wl,--no-as-needed', '-lcrypto']);
  if (linked !== 0) throw new Error(`the bench program did not link (${linked})`);
  return program;
}
