import { writeTree } from '../data/write-tree.mjs';
import { mamori } from '../programs/mamori.mjs';
import { RowResult } from '../row-result.mjs';
import { removeTree } from '../workspace.mjs';

const SPEC = { seed: 14, files: 1_000, perFolder: 100, sizes: { kind: 'lognormal', mean: 11_400 } };

/** The other rows start dist/cli/main.js under the fitting Node; this one says what the launcher script adds to every command. */
export const launcherRow = {
  rows: ['launcher'],
  async run(bench) {
    const row = new RowResult('launcher', 'backup with nothing changed in 1,000 files through scripts/mamori; the limit is the same without it');
    const source = bench.memory.path('launcher-data');
    await writeTree(source, SPEC);
    const place = bench.memory.place(mamori, 'launcher');
    await bench.meter.run(mamori.firstBackup(place, source));
    await bench.meter.run(mamori.launcher(place, 'backup')); // fills the compile cache, as any earlier command would have
    for (let run = 0; run < Math.max(3, bench.runs); run++) {
      row.add('mamori', await bench.meter.measure(mamori.launcher(place, 'backup')));
      row.add('main.js', await bench.meter.measure(mamori.nextBackup(place)));
    }
    place.remove();
    removeTree(source);
    return [row];
  },
};
