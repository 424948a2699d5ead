import { rmSync, writeFileSync } from 'node:fs';
import { describe, expect } from 'vitest';
import type { BackupResult, ListResult, VersionsResult } from '../../src/wire/verbs/results.js';
import { write } from './support/sample-trees.js';
import { test, type World } from './support/world.js';

async function namesIn({ pc, source }: World): Promise<readonly string[]> {
  return (await pc.json<ListResult>(['ls', source])).entries.map(({ name }) => name);
}

async function backUp({ pc }: World): Promise<BackupResult['runs'][number]> {
  const { runs } = await pc.json<BackupResult>(['backup']);
  return runs[0] as BackupResult['runs'][number];
}

describe('comparing with the destination on upload', () => {
  test('saves again what was deleted there; turned off, only once it changes; turned on again, all of it', async ({ world }) => {
    const { pc, source } = world;
    for (const name of ['a.txt', 'b.txt', 'c.txt']) write(source, name, name);
    await world.setUp();
    await pc.json(['delete', world.inSource('a.txt')]);
    expect(await backUp(world)).toMatchObject({ newFiles: 1 });
    expect(await namesIn(world)).toEqual(['a.txt', 'b.txt', 'c.txt']);

    await pc.json(['config', 'set', 'compare.upload', 'off']);
    await pc.json(['delete', world.inSource('a.txt'), world.inSource('b.txt')]);
    expect(await backUp(world)).toMatchObject({ status: 'completed', newFiles: 0, changed: 0 });
    expect(await namesIn(world)).toEqual(['c.txt']);
    writeFileSync(world.inSource('b.txt'), 'changed');
    await backUp(world);
    expect(await namesIn(world)).toEqual(['b.txt', 'c.txt']);

    await pc.json(['config', 'set', 'compare.upload', 'on']);
    await backUp(world);
    expect(await namesIn(world)).toEqual(['a.txt', 'b.txt', 'c.txt']);
  });
});

describe('comparing with the destination on delete', () => {
  test('turned off, what is deleted here stays there, unless something else took its place; turned on, all of it follows', async ({ world }) => {
    const { pc, source } = world;
    for (const name of ['kept.txt', 'gone.txt', 'folder/deep/x.txt', 'swapped/inner.txt']) write(source, name, name);
    await world.setUp();
    await pc.json(['config', 'set', 'compare.delete', 'off']);
    for (const name of ['gone.txt', 'folder', 'swapped']) rmSync(world.inSource(name), { recursive: true });
    write(source, 'swapped', 'a file now');
    for (let run = 0; run < 2; run += 1) {
      const { removed, removedFolders, kept } = await backUp(world);
      expect({ removed, removedFolders, kept }).toEqual({ removed: run === 0 ? 1 : 0, removedFolders: 0, kept: 2 }); // below what is a file now nothing can stay
      expect(await namesIn(world)).toEqual(['folder', 'gone.txt', 'kept.txt', 'swapped']);
    }
    await pc.json(['rebuild-catalog']);
    expect((await pc.json<VersionsResult>(['versions', world.inSource('folder/deep/x.txt')])).versions.map(({ state }) => state)).toEqual(['present']);

    await pc.json(['config', 'set', 'compare.delete', 'every-run']);
    expect(await backUp(world)).toMatchObject({ removed: 2, removedFolders: 2 });
    expect(await namesIn(world)).toEqual(['kept.txt', 'swapped']);
  });

  test('once a month, no later backup of the month lets deletions follow, and continuous protection does not', async ({ world }) => {
    const { pc, source } = world;
    for (const name of ['b.txt', 'c.txt']) write(source, name, name);
    await world.setUp(); // the first of this month
    await pc.json(['config', 'set', 'compare.delete', 'monthly']);
    rmSync(world.inSource('b.txt'));
    expect(await backUp(world)).toMatchObject({ removed: 0, kept: 1 });

    const agent = await pc.up();
    rmSync(world.inSource('c.txt'));
    write(source, 'd.txt', 'saved after the deletion was seen');
    await agent.saved(world.inSource('d.txt'));
    expect(await namesIn(world)).toEqual(['b.txt', 'c.txt', 'd.txt']);
  });
});
