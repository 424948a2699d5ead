import { readdirSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { BackupResult, StatusResult, VersionsResult } from '../../src/wire/verbs/results.js';
import { compareTrees } from './support/compare-trees.js';
import { makeManyFiles, write } from './support/sample-trees.js';
import { test, type World } from './support/world.js';

describe('lost local state', () => {
  test('a deleted catalog comes back by itself, and rebuild-catalog makes exactly the same versions', async ({ world }) => {
    await editHistory(world);
    const before = await history(world);
    expect(before.flatMap(({ versions }) => versions).length).toBeGreaterThan(30);
    expect(new Set(before.flatMap(({ versions }) => versions.map(({ state }) => state)))).toEqual(new Set(['present', 'deleted', 'dropped']));
    for (const name of readdirSync(world.pc.home)) if (name.startsWith('catalog.db')) unlinkSync(join(world.pc.home, name));
    expect(await history(world)).toEqual(before);
    await world.pc.json(['rebuild-catalog']);
    expect(await history(world)).toEqual(before);
    await world.pc.json(['backup']);
    expect(compareTrees(world.source, await world.restored())).toEqual([]);
  });

  test('without the chunk index nothing is stored twice', async ({ world }) => {
    const { pc, source } = world;
    makeManyFiles(source, 300);
    await world.setUp();
    const stored = await storedBytes(world);
    rmSync(join(pc.home, 'index'), { recursive: true });
    const again = await pc.json<BackupResult>(['backup']);
    expect(again.runs[0]).toMatchObject({ newFiles: 0, changed: 0, removed: 0 });
    makeManyFiles(world.newFolder('documents/copy'), 300);
    await pc.json(['backup']);
    expect(await storedBytes(world) - stored).toBeLessThan(60_000);
    expect(compareTrees(source, await world.restored())).toEqual([]);
  });

  test('without the scan image nothing is stored twice and no version appears', async ({ world }) => {
    const { pc, source } = world;
    makeManyFiles(source, 300);
    await world.setUp();
    const stored = await storedBytes(world);
    rmSync(join(pc.home, 'images'), { recursive: true });
    const again = await pc.json<BackupResult>(['backup']);
    expect(again.runs[0]).toMatchObject({ newFiles: 0, changed: 0, removed: 0 });
    expect((await pc.json<VersionsResult>(['versions', world.inSource('f0000/7.txt')])).versions).toHaveLength(1);
    expect(await storedBytes(world) - stored).toBeLessThan(20_000);
  });

  test('without index, image and catalog together the next backup still tells new from old', async ({ world }) => {
    const { pc, source } = world;
    makeManyFiles(source, 200);
    await world.setUp();
    for (const name of readdirSync(pc.home)) if (/^(index|images|catalog)/.test(name)) rmSync(join(pc.home, name), { recursive: true });
    unlinkSync(world.inSource('f0000/1.txt'));
    writeFileSync(world.inSource('f0000/2.txt'), 'edited');
    write(source, 'new.txt', 'new');
    const { runs } = await pc.json<BackupResult>(['backup']);
    expect(runs[0]).toMatchObject({ newFiles: 1, removed: 1 });
    const states = async (name: string) => (await pc.json<VersionsResult>(['versions', world.inSource(name)])).versions.map(({ state }) => state);
    expect(await states('f0000/1.txt')).toEqual(['deleted', 'present']);
    expect(await states('f0000/2.txt')).toEqual(['present', 'present']);
    expect(await states('f0000/3.txt')).toEqual(['present']);
    expect(compareTrees(source, await world.restored())).toEqual([]);
  });
});

/** Scheduled and continuous saves, deletions, renames, kind changes, more edits than generations are kept. */
async function editHistory(world: World): Promise<void> {
  const { pc, source } = world;
  makeManyFiles(source, 30, 0, 10);
  write(source, 'busy.txt', 'busy');
  await world.setUp();
  for (let round = 1; round <= 12; round += 1) {
    writeFileSync(world.inSource('busy.txt'), 'busy '.repeat(round));
    writeFileSync(world.inSource(`f0000/${round % 10}.txt`), `round ${round}`);
    if (round === 3) unlinkSync(world.inSource('f0001/11.txt'));
    if (round === 5) renameSync(world.inSource('f0002'), world.inSource('renamed'));
    if (round === 7) {
      unlinkSync(world.inSource('f0001/12.txt'));
      write(source, 'f0001/12.txt/now-a-folder', 'x');
    }
    await pc.json(['backup']);
  }
  const agent = await pc.up();
  for (let round = 1; round <= 3; round += 1) {
    writeFileSync(world.inSource('f0001/13.txt'), 'continuous '.repeat(round));
    await agent.saved(world.inSource('f0001/13.txt'), 30_000, versions => versions[0]?.sizeBytes === 11 * round);
  }
  await agent.stop();
  writeFileSync(world.inSource('f0001/13.txt'), 'at last');
  await pc.json(['backup']);
}

async function history({ pc, source }: World): Promise<readonly VersionsResult[]> {
  const names = ['', 'busy.txt', 'f0001/11.txt', 'f0001/12.txt', 'f0001/12.txt/now-a-folder', 'f0001/13.txt', 'f0002/21.txt', 'renamed/21.txt', ...Array.from({ length: 6 }, (_, at) => `f0000/${at}.txt`)];
  const all: VersionsResult[] = [];
  for (const name of names) all.push(await pc.json<VersionsResult>(['versions', join(source, name)]));
  return all;
}

async function storedBytes({ pc }: World): Promise<number> {
  const { vault } = await pc.json<StatusResult>(['status']);
  return vault!.storedBytes;
}
