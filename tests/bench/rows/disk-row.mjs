import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { writeNoiseFile } from '../data/write-noise-file.mjs';
import { RowResult } from '../row-result.mjs';
import { removeTree } from '../workspace.mjs';

/**
 * What durability costs: incompressible bytes from memory into a vault on a real disk, where committed means synced.
 *
 * The limit is dd with one fdatasync at its end. Before each command the disk is given time to finish earlier writes (sync).
 */
export const diskRow = {
  rows: ['disk-2gib'],
  async run(bench) {
    const bytes = bench.scale.diskBytes;
    const row = new RowResult('disk-2gib', `first backup of one incompressible file of ${bytes / 2 ** 20} MiB onto a disk, committed = synced`, [{ measure: 'seconds', against: 'dd', atMost: 1.25 }]);
    if (bench.disk.isInMemory) row.notes.push(`${bench.disk.folder} is no disk: choose one with --disk-dir`);
    const source = bench.memory.path('disk-data');
    mkdirSync(source);
    writeNoiseFile(`${source}/film.bin`, 22, bytes);
    for (let run = 0; run < bench.runs; run++) {
      for (const program of bench.programs) {
        const place = bench.memory.place(program, 'disk', bench.disk);
        for (const command of program.prepare(place)) await bench.meter.run(command);
        row.add(program.name, await measureSettled(bench, row, program.name, program.firstBackup(place, source)));
        place.remove();
      }
      const copy = bench.disk.path('disk-copy');
      const dd = { program: 'dd', args: [`if=${source}/film.bin`, `of=${copy}`, 'bs=1M', 'conv=fdatasync'] };
      row.add('dd', await measureSettled(bench, row, 'dd', dd));
      removeTree(copy);
    }
    removeTree(source);
    return [row];
  },
};

async function measureSettled(bench, row, who, command) {
  bench.announce(`${row.name}: ${who}`);
  execFileSync('sync');
  return bench.meter.measure(command);
}
