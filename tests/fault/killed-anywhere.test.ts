import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { VersionsResult } from '../../src/wire/verbs/results.js';
import { compareTrees } from '../e2e/support/compare-trees.js';
import { asSoonAs } from '../e2e/support/eventually.js';
import { makeLargeFiles, makeManyFiles, write } from '../e2e/support/sample-trees.js';
import { test, type World } from '../e2e/support/world.js';
import { randomBelow, seededRandom } from '../fakes/seeded-random.js';

/** Moments of a first backup, told by what lies in the vault. */
const MOMENTS: readonly { readonly name: string; readonly reached: (vault: string) => boolean }[] = [
  { name: 'the first key slot is being written', reached: vault => filesIn(join(vault, 'keys')) > 0 },
  { name: 'the vault exists', reached: vault => existsSync(join(vault, 'vault.json')) },
  { name: 'the writer is registered', reached: vault => filesIn(join(vault, 'writers')) > 0 },
  { name: 'the first pack is stored', reached: vault => filesIn(join(vault, 'packs')) > 0 },
  { name: 'the third pack is stored', reached: vault => filesIn(join(vault, 'packs')) > 2 },
  { name: 'the run is being written', reached: vault => filesIn(join(vault, 'runs')) > 0 },
];

describe('a first backup killed', () => {
  for (const { name, reached } of MOMENTS) {
    test(`when ${name} is completed by the next one`, async ({ world }) => {
      const { pc, source, vault } = world;
      makeManyFiles(source, 400);
      makeLargeFiles(source, 4);
      const started = pc.start(['up', source, '--vault', vault, '--once', '--json'], { passphrase: 'a passphrase' });
      await asSoonAs(name, 30_000, () => reached(vault));
      started.child.kill('SIGKILL');
      await started.ended;
      await pc.upOnce([source, '--vault', vault], { passphrase: 'a passphrase' });
      expect(compareTrees(source, await world.restored())).toEqual([]);
      expect((await pc.run(['verify', '--read-data', '--json'])).code).toBe(0);
    });
  }
});

describe('continuous saves killed at random instants', () => {
  test('keep everything that was told as saved, and go on', async ({ world }) => {
    const { pc, source, vault } = world;
    const random = seededRandom('micro-runs');
    makeManyFiles(source, 20);
    await world.setUp();
    const told = new Map<string, string>(); // version of a path to its text
    for (let round = 0; round < 6; round += 1) {
      const agent = await pc.up();
      const file = world.inSource(`f0000/${round}.txt`);
      const runs = filesIn(join(vault, 'runs'));
      const text = `round ${round} `.repeat(100);
      writeFileSync(file, text);
      await asSoonAs('a run begins to be stored', 30_000, () => filesIn(join(vault, 'runs')) > runs);
      for (let turns = randomBelow(random, 40); turns > 0; turns -= 1) await new Promise(setImmediate);
      const version = await agent.call('versions', { path: file }).then(({ versions }) => versions[0]?.kind === 'continuous' ? versions[0].version : undefined, () => undefined);
      if (version !== undefined) told.set(`${file} ${version}`, text);
      await agent.kill();
      for (const [saved, expected] of told) await expectVersion(world, saved, expected);
    }
    await pc.json(['backup']);
    for (const [saved, expected] of told) await expectVersion(world, saved, expected);
    expect(compareTrees(source, await world.restored())).toEqual([]);
  }, 120_000);
});

describe('collection killed', () => {
  test('at random instants loses nothing, and can be repeated', async ({ world }) => {
    const { pc, source } = world;
    const random = seededRandom('collection');
    makeManyFiles(source, 50);
    await world.setUp();
    for (let edit = 0; edit < 14; edit += 1) {
      write(source, 'busy.bin', randomBytes(9_000_000));
      await pc.json(['backup']);
    }
    const before = await pc.json<VersionsResult>(['versions', world.inSource('busy.bin')]);
    for (let round = 0; round < 5; round += 1) {
      const started = pc.start(['gc', '--json']);
      const listing = vaultListing(world.vault);
      const limit = 10 + randomBelow(random, 200);
      await Promise.race([started.ended, asSoonAs('the vault changes', 30_000, () => vaultListing(world.vault) !== listing).catch(() => undefined)]);
      for (let turns = limit; turns > 0; turns -= 1) await new Promise(setImmediate);
      started.child.kill('SIGKILL');
      await started.ended;
    }
    await pc.json(['gc']);
    const after = await pc.json<VersionsResult>(['versions', world.inSource('busy.bin')]);
    expect(after.versions.filter(({ state }) => state === 'present')).toEqual(before.versions.filter(({ state }) => state === 'present'));
    for (const { version, state } of after.versions) {
      if (state === 'present') await pc.json(['restore', world.inSource('busy.bin'), '--version', String(version), '--to', world.newFolder(`v${version}`)]);
    }
    expect(compareTrees(source, await world.restored())).toEqual([]);
    expect((await pc.run(['verify', '--read-data', '--json'])).code).toBe(0);
  }, 120_000);
});

async function expectVersion(world: World, saved: string, text: string): Promise<void> {
  const [path, version] = saved.split(' ') as [string, string];
  const target = world.newFolder(`check-${version}`);
  await world.pc.json(['restore', path, '--version', version, '--to', target, '--overwrite', 'always']);
  expect(readFileSync(join(target, path.slice(path.lastIndexOf('/') + 1)), 'utf8')).toBe(text);
}

/** Files below a folder of the vault, those still under their temporary names included. */
function filesIn(folder: string): number {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).length;
}

function vaultListing(vault: string): string {
  return readdirSync(vault, { recursive: true }).join('\n');
}
