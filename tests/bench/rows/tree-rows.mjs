import { mkdirSync } from 'node:fs';
import { assertSameBytes, assertSameTree } from '../compare-trees.mjs';
import { changeHidden } from '../data/hidden-change.mjs';
import { RowResult } from '../row-result.mjs';
import { removeTree, storedBytes } from '../workspace.mjs';

/**
 * The life of one tree in each program, step by step and program by program: first backup, nothing changed, one hidden change,
 * rebuild of the catalog, restore. Only the wanted rows are measured; a step that a later one needs runs all the same.
 * A step that fails for one program is a failure of that row; the other programs and steps go on.
 *
 * @param {{ label: string, what: (bench: object) => string, build: (bench: object, root: string) => Promise<{ files: number, bytes: number, samplePath: string }>,
 *   roomPerByte?: number, stride: number, targets: Record<string, readonly object[]>, names: Record<string, string> }} options
 *   `names` says which steps are rows, and their names: first, unchanged, hidden, restore, rebuild
 */
export function treeRows({ label, build, what, stride, targets, names }) {
  return {
    rows: Object.values(names),
    async run(bench, wanted) {
      const source = bench.memory.path(`${label}-data`);
      bench.announce(`${label}: building the data`);
      const tree = await build(bench, source);
      const rows = Object.fromEntries(Object.entries(names).map(([step, name]) => [step, new RowResult(name, `${STEPS[step].what} ${what(tree)}`, targets[step])]));
      for (let run = 0; run < bench.runs; run++) await oneLife({ bench, label, source, tree, rows, wanted: step => wanted.has(names[step]), stride });
      removeTree(source);
      return Object.values(rows).filter(row => wanted.has(row.name));
    },
  };
}

async function oneLife(life) {
  const { bench, label, wanted, rows } = life;
  const places = new Map(bench.programs.map(program => [program, bench.memory.place(program, label)]));
  const all = [...places.values()];
  for (const [program, place] of places) for (const command of program.prepare(place)) await bench.meter.run(command);
  for (const step of Object.keys(STEPS)) {
    if (step !== 'first' && !wanted(step)) continue;
    STEPS[step].before?.(life);
    const row = rows[step];
    for (const [program, place] of [...places]) {
      bench.announce(`${row.name}: ${program.name}`);
      try {
        await STEPS[step].run({ ...life, program, place, row });
      } catch (failure) {
        row.failures.push(`${program.name}: ${failure.message}`);
        bench.announce(`${row.name}: ${row.failures.at(-1)}`);
        if (step === 'first') places.delete(program); // the later steps would measure how fast it fails
      }
    }
    await STEPS[step].after?.({ ...life, row });
  }
  for (const place of all) place.remove();
}

const changedFile = ({ source, tree }) => `${source}/${tree.samplePath}`;

const STEPS = {
  first: {
    what: 'first backup of',
    async run({ bench, program, place, source, row }) {
      const sample = await bench.meter.measure(program.firstBackup(place, source));
      row.add(program.name, { ...sample, storedBytes: storedBytes(place.vault) });
    },
  },
  unchanged: {
    what: 'backup with nothing changed in',
    async run({ bench, program, place, source, row }) {
      row.add(program.name, await bench.meter.measure(program.nextBackup(place, source)));
    },
  },
  hidden: {
    what: 'backup after one change in place that keeps size and modification time (checked to be found) in',
    before: life => changeHidden(changedFile(life), 1),
    async run(step) {
      const { bench, program, place, source, row } = step;
      row.add(program.name, await bench.meter.measure(program.nextBackup(place, source)));
      await expectFound(step);
    },
  },
  rebuild: {
    what: 'rebuild of the catalog from the vault of',
    async run({ bench, program, place, tree, row }) {
      if (program.rebuildCatalog === undefined) return;
      const sample = await bench.meter.measure(program.rebuildCatalog(place));
      row.add(program.name, { ...sample, versionsPerSecond: tree.files / sample.seconds });
    },
  },
  restore: {
    what: 'restore of',
    async run({ bench, label, program, place, source, stride, row }) {
      const target = bench.memory.path(`${label}-restored`);
      row.add(program.name, await bench.meter.measure(program.restore(place, source, target)));
      assertSameTree(source, program.restoredAt(source, target), stride);
      removeTree(target);
    },
    async after({ bench, label, source, row }) {
      const target = bench.memory.path(`${label}-copied`);
      row.add('cp -a', await bench.meter.measure({ program: 'cp', args: ['-a', source, target] }));
      removeTree(target);
    },
  },
};

/** Throws when a changed file comes back with other bytes than it has now: it was overlooked. */
async function expectFound(step) {
  const { bench, label, program, place } = step;
  const path = changedFile(step);
  const target = bench.memory.path(`${label}-found`);
  mkdirSync(target);
  await bench.meter.run(program.restore(place, path, target));
  try {
    assertSameBytes(path, program.restoredAt(path, target));
  } catch {
    throw new Error('overlooked the hidden change');
  } finally {
    removeTree(target);
  }
}
