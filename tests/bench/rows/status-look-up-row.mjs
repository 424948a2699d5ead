import { mkdirSync } from 'node:fs';
import { buildShimBench } from '../../../scripts/lib/shim-tests.mjs';
import { RowResult } from '../row-result.mjs';
import { removeTree } from '../workspace.mjs';

/** The status table by the shim's own bench program: what a file manager's process spends to learn a file's state, its path normalised and all. */
export const statusLookUpRow = {
  rows: ['status-look-up'],
  async run(bench) {
    const files = bench.scale.statusFiles;
    const row = new RowResult('status-look-up', `status table of ${files.toLocaleString('en')} files, published and asked, alone and beside a writer`, [
      { measure: 'lookUpP99Microseconds', atMost: 5 },
      { measure: 'publishSeconds', atMost: 2 },
      { measure: 'longestCallMs', atMost: 5 },
      { measure: 'tableBytes', atMost: 64e6 },
    ]);
    const program = await buildShimBench('status_bench');
    const folder = bench.memory.path('status-table');
    mkdirSync(folder);
    bench.announce(row.name);
    const sample = await bench.meter.measure({ program, args: [folder, String(files)] });
    const printed = bench.meter.lastOutput();
    const number = pattern => Number(pattern.exec(printed)?.[1]);
    row.add('mamori', {
      ...sample,
      publishSeconds: number(/published \d+ files in ([\d.]+) s/),
      longestCallMs: number(/longest call ([\d.]+) ms/),
      tableBytes: number(/rows in (\d+) bytes/),
      lookUpP99Microseconds: Math.max(number(/look-up p50 .*? p99 ([\d.]+) us/), number(/beside a writer p50 .*? p99 ([\d.]+) us/)),
    });
    row.notes.push(...printed.trim().split('\n'));
    removeTree(folder);
    return [row];
  },
};
