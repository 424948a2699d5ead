import { mkdirSync } from 'node:fs';
import { inProject } from '../../../scripts/lib/paths.mjs';
import { RowResult } from '../row-result.mjs';
import { removeTree } from '../workspace.mjs';

const FILES = 300;
const SAVES = 40; // a day
const LOADER = 'tests/integration/watch/sources-as-typescript.mjs';
const SIMULATION = 'tests/bench/continuous-year/simulate.ts';
const NIGHTLY = 'nightly runs alone';

/** A year of continuous protection on a clock that is moved by hand: what of it stays in the vault, beside a vault of the same edits that sees only the nightly runs. */
export const continuousYearRow = {
  rows: ['continuous-year'],
  async run(bench) {
    const days = bench.scale.yearDays;
    const row = new RowResult('continuous-year', `${days} working days of ${SAVES} saves, a nightly run and upkeep each, ${FILES} files`, [
      { measure: 'objects', against: NIGHTLY, atMost: 3 },
      { measure: 'deadShare', atMost: 0.3 },
    ]);
    const folder = bench.memory.path('continuous-year');
    mkdirSync(folder);
    bench.announce(row.name);
    const args = ['--no-warnings', '--import', inProject(LOADER), inProject(SIMULATION), folder, ...[FILES, days, SAVES].map(String)];
    const { seconds, peakBytes } = await bench.meter.measure({ program: process.execPath, args });
    const { looks, versions } = JSON.parse(bench.meter.lastOutput());
    const last = looks.at(-1);
    row.add('mamori', { seconds, peakBytes, storedBytes: last.continuous.storedBytes, objects: last.continuous.objects, deadShare: Math.max(...looks.map(look => deadShare(look.continuous))) });
    row.add(NIGHTLY, { storedBytes: last.nightly.storedBytes, objects: last.nightly.objects, deadShare: Math.max(...looks.map(look => deadShare(look.nightly))) });
    row.notes.push(...noteworthy(looks).map(noteOf), `${versions} kept versions and both trees restored, and the same as saved`);
    removeTree(folder);
    return [row];
  },
};

/** The nights with the largest dead share and the largest number of objects, and the last one. */
function noteworthy(looks) {
  const most = value => looks.reduce((best, look) => (value(look.continuous) > value(best.continuous) ? look : best));
  return [...new Set([most(deadShare), most(({ objects }) => objects), looks.at(-1)])];
}

const deadShare = ({ deadBytes, storedBytes }) => deadBytes / storedBytes;

function noteOf({ day, continuous, nightly }) {
  const state = vault => `${vault.objects} objects (${vault.runs} runs, ${vault.packs} packs), ${megabytes(vault.storedBytes)} stored, ${(deadShare(vault) * 100).toFixed(1)} % dead, ${megabytes(vault.copiedBytes)} copied so far`;
  return `night ${day}: ${state(continuous)}; ${NIGHTLY}: ${state(nightly)}`;
}

const megabytes = bytes => `${(bytes / 1e6).toFixed(1)} MB`;
