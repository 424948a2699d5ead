// node --import …/sources-as-typescript.mjs simulate.ts FOLDER FILES DAYS SAVES: a year of one PC, twice; prints JSON.
import { mkdirSync, rmSync } from 'node:fs';
import { ManualClock } from '../../fakes/manual-clock.js';
import type { Installation } from '../../property/support/installation.js';
import { assertSameTree } from '../compare-trees.mjs';
import { pathOf, writeTree } from '../data/write-tree.mjs';
import { FIRST_SAVE_MS, LAST_SAVE_MS, workADay } from './office-day.js';
import { ProtectedVault, type VaultState } from './protected-vault.js';

const DAY_MS = 86_400_000;
const WORKING_DAYS = 5; // a week
/** Midnight of a Monday. */
const START_MS = Date.UTC(2026, 0, 5);
const NIGHT_MS = 22 * 3_600_000;
/** The figures swing with checkpoints and collection: they are looked at every so many days, never only at the end. */
const LOOK_EVERY = 7;
/** Versions that each vault restores at the end, beside the tree as it stands. */
const RESTORED_VERSIONS = 12;

const [folder = '', ...numbers] = process.argv.slice(2);
const [files = 0, days = 0, saves = 0] = numbers.map(Number);
const root = `${folder}/tree`;
const clock = new ManualClock(START_MS);
const spec = { seed: 15, files, perFolder: 50, sizes: { kind: 'lognormal', mean: 11_400 } } as const;
await writeTree(root, spec);
const paths = Array.from({ length: files }, (_, number) => pathOf(spec, number));
const continuous = await ProtectedVault.make(root, `${folder}/continuous`, clock);
const nightly = await ProtectedVault.make(root, `${folder}/nightly`, clock);
const vaults = { continuous, nightly };
const looks: { readonly day: number; readonly continuous: VaultState; readonly nightly: VaultState }[] = [];
const everSaved = new Set<string>();

for (const vault of Object.values(vaults)) await vault.backUp('manual', paths);
for (let day = 0; day < days; day += 1) {
  const midnight = START_MS + (Math.floor(day / WORKING_DAYS) * 7 + day % WORKING_DAYS + 1) * DAY_MS;
  setClock(midnight + FIRST_SAVE_MS);
  const saved = new Set<string>();
  await workADay(root, paths, day, saves, clock, path => {
    saved.add(path);
    return continuous.backUp('continuous', [path]);
  });
  for (const path of saved) everSaved.add(path);
  if (clock.nowMs() > midnight + LAST_SAVE_MS) throw new Error('the day was too long');
  setClock(midnight + NIGHT_MS);
  for (const vault of Object.values(vaults)) {
    await vault.backUp('scheduled', saved);
    await vault.upkeep();
  }
  if ((day + 1) % LOOK_EVERY === 0 || day + 1 === days) {
    looks.push({ day: day + 1, continuous: await continuous.state(), nightly: await nightly.state() });
  }
}
let versions = 0;
for (const vault of Object.values(vaults)) versions += await vault.restoreKept(everSaved, RESTORED_VERSIONS);
for (const { installation } of Object.values(vaults)) await assertRestores(installation);
console.log(JSON.stringify({ looks, versions }));
for (const { installation } of Object.values(vaults)) installation.close();

async function assertRestores(installation: Installation): Promise<void> {
  const target = `${folder}/restored`;
  mkdirSync(target);
  await installation.restore(target);
  assertSameTree(root, target);
  rmSync(target, { recursive: true });
}

function setClock(wallMs: number): void {
  clock.shiftWall(wallMs - clock.nowMs());
}
