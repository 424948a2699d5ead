import { editTree } from '../data/edit-run.mjs';
import { pathOf, writeTree } from '../data/write-tree.mjs';
import { assertSameTree } from '../compare-trees.mjs';
import { RowResult } from '../row-result.mjs';
import { agedFiles } from '../scale.mjs';
import { removeTree, storedBytes } from '../workspace.mjs';

const SEED = 31;

/** Vaults after many edit runs, each of them a backup: what the next backup, a restore and the history cost then. */
export const agedVaultRow = {
  rows: ['aged-vault', 'restore-aged-vault'],
  async run(bench) {
    const spec = agedFiles(bench.scale);
    const what = `${spec.files.toLocaleString('en')} files after ${bench.scale.editRuns} edit runs, each touching 1 %`;
    const backup = new RowResult('aged-vault', `one more backup of ${what}`, [{ measure: 'storedBytes', against: 'restic', atMost: 0.75 }]);
    const restore = new RowResult('restore-aged-vault', `restore of ${what}`, [{ measure: 'seconds', against: 'restic', atMost: 1 / 2.5 }]);
    const source = bench.memory.path('aged-data');
    await writeTree(source, spec);
    const paths = Array.from({ length: spec.files }, (_, number) => pathOf(spec, number));
    const places = new Map(bench.programs.map(program => [program, bench.memory.place(program, 'aged')]));
    for (const [program, place] of places) {
      for (const command of [...program.prepare(place), program.firstBackup(place, source)]) await bench.meter.run(command);
    }
    for (let run = 1; run <= bench.scale.editRuns; run++) {
      if (run % 20 === 1) bench.announce(`${backup.name}: edit run ${run} of ${bench.scale.editRuns}`);
      editTree(source, paths, SEED, run);
      const isLast = run === bench.scale.editRuns;
      for (const [program, place] of places) {
        const sample = await bench.meter.measure(program.nextBackup(place, source));
        if (isLast) backup.add(program.name, { ...sample, storedBytes: storedBytes(place.vault) });
      }
    }
    for (const [program, place] of places) {
      const target = bench.memory.path('aged-restored');
      restore.add(program.name, await bench.meter.measure(program.restore(place, source, target)));
      assertSameTree(source, program.restoredAt(source, target));
      removeTree(target);
      place.remove();
    }
    removeTree(source);
    return [backup, restore];
  },
};
