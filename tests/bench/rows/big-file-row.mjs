import { mkdirSync } from 'node:fs';
import { writeNoiseFile } from '../data/write-noise-file.mjs';
import { RowResult } from '../row-result.mjs';
import { removeTree, storedBytes } from '../workspace.mjs';

/** One incompressible file: what a single large file costs, where every core must help. */
export const bigFileRow = {
  rows: ['first-1gib-incompressible'],
  async run(bench) {
    const bytes = bench.scale.bigFileBytes;
    const row = new RowResult('first-1gib-incompressible', `first backup of one incompressible file of ${bytes >> 20} MiB`, [{ measure: 'seconds', against: 'restic', atMost: 1 / 3 }]);
    const source = bench.memory.path('big-data');
    mkdirSync(source);
    writeNoiseFile(`${source}/film.bin`, 21, bytes);
    for (let run = 0; run < bench.runs; run++) {
      for (const program of bench.programs) {
        const place = bench.memory.place(program, 'big');
        for (const command of program.prepare(place)) await bench.meter.run(command);
        bench.announce(`${row.name}: ${program.name}`);
        const sample = await bench.meter.measure(program.firstBackup(place, source));
        row.add(program.name, { ...sample, storedBytes: storedBytes(place.vault) });
        place.remove();
      }
      const copy = bench.memory.path('big-copy');
      row.add('cp', await bench.meter.measure({ program: 'cp', args: [`${source}/film.bin`, copy] }));
      removeTree(copy);
    }
    removeTree(source);
    return [row];
  },
};
