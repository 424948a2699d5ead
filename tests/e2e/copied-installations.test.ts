import { randomBytes } from 'node:crypto';
import { cpSync, readFileSync, renameSync, rmSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { CollectResult, StatusResult } from '../../src/wire/verbs/results.js';
import { compareTrees } from './support/compare-trees.js';
import { makeManyFiles, write } from './support/sample-trees.js';
import { test, type World } from './support/world.js';

type Separated = { readonly device: string; readonly sources: readonly { readonly root: string }[] };

async function clonedWorld(world: World) {
  write(world.source, 'a.txt', 'as it was');
  const code = await world.setUp();
  const clone = world.pcNamed('clone');
  cpSync(world.pc.home, clone.home, { recursive: true });
  return { original: world.pc, clone, code };
}

describe('two installations that are copies of each other', () => {
  for (const [first, second] of [['original', 'clone'], ['clone', 'original']] as const) {
    test(`used one after the other: the ${second} is told after the ${first} saved, takes an identity of its own and goes on`, async ({ world }) => {
      const { code, ...pcs } = await clonedWorld(world);
      write(world.source, 'b.txt', `saved by the ${first}`);
      await pcs[first].json(['backup']);
      write(world.source, 'c.txt', `saved by the ${second}`);
      const told = pcs[second];
      expect(await told.failure(['backup'])).toBe('vault.forked-source');
      expect(await told.failure(['gc'])).toBe('vault.forked-source');
      expect((await told.json<StatusResult>(['status'])).warnings.map(warning => warning.code)).toContain('vault.forked-source');
      expect(readFileSync(join(await world.restored('told', told), 'b.txt'), 'utf8'), 'restoring goes on').toBe(`saved by the ${first}`);

      const separated = await told.json<Separated>(['source', 'separate', '--name', 'of its own']);
      expect(separated).toMatchObject({ device: 'of its own', sources: [{ root: world.source }] });
      await told.json(['backup']);
      await pcs[first].json(['backup']);
      write(world.source, 'a.txt', 'edited');
      for (const pc of [told, pcs[first], told]) await pc.json(['backup']);
      const words = ['--device', 'of its own'];
      expect(compareTrees(world.source, await world.restored('own', told, words))).toEqual([]);
      expect(compareTrees(world.source, await world.restored('other', pcs[first]))).toEqual([]);
      for (const pc of [told, pcs[first], told]) await pc.json<CollectResult>(['gc']);
      expect(await told.json(['verify', '--read-data'])).toMatchObject({ damage: [], affected: [] });
      const fresh = world.pcNamed('fresh');
      await fresh.upOnce([world.newFolder('other-docs'), '--vault', world.vault, '--name', 'fresh'], { passphrase: code });
      expect(compareTrees(world.source, await world.restored('fresh', fresh, words))).toEqual([]);
    });
  }

  test('a source that only the other one has is enough to be told', async ({ world }) => {
    const { original, clone } = await clonedWorld(world);
    const further = world.newFolder('further');
    await original.json(['source', 'add', further]);
    await original.json(['backup', further]);
    expect(await clone.failure(['backup'])).toBe('vault.forked-source');
  });

  test('a state folder put back to an earlier state, with no copy in use, goes on with its history', async ({ world }) => {
    const { original, clone: earlier } = await clonedWorld(world);
    write(world.source, 'b.txt', 'saved later');
    await original.json(['backup']);
    rmSync(original.home, { recursive: true });
    cpSync(earlier.home, original.home, { recursive: true });
    write(world.source, 'c.txt', 'saved last');
    expect(await original.failure(['backup'])).toBe('vault.forked-source');
    await original.json(['rebuild-catalog', '--accept']);
    await original.json(['backup']);
    expect(compareTrees(world.source, await world.restored())).toEqual([]);
    expect((await original.json<{ runs: unknown[] }>(['runs'])).runs.length).toBeGreaterThan(1);
    expect(await earlier.failure(['backup']), 'what was put aside is told when it comes back').toBe('vault.forked-source');
  });

  test('a PC whose folder another one took over is told when it comes back', async ({ world }) => {
    write(world.source, 'a.txt', 'as it was');
    const code = await world.setUp();
    const heir = world.pcNamed('heir');
    await heir.upOnce([world.source, '--vault', world.vault], { passphrase: code });
    expect(await world.pc.failure(['backup'])).toBe('vault.forked-source');
    await world.pc.json(['source', 'separate']);
    await world.pc.json(['backup']);
    await heir.json(['backup']);
  });
});

describe('a vault put back from an older copy', () => {
  test('is accepted on purpose: the next backup stores what it lacks, and the recovery code opens all of it', async ({ world }) => {
    const { pc, source, vault } = world;
    makeManyFiles(source, 40);
    write(source, 'early.bin', randomBytes(9_000_000));
    const code = await world.setUp();
    cpSync(vault, `${vault}-old`, { recursive: true });
    write(source, 'late.bin', randomBytes(9_000_000));
    write(source, 'edited.txt', 'edited');
    unlinkSync(world.inSource('early.bin'));
    await pc.json(['backup']);
    await pc.json(['key', 'rotate']);
    write(source, 'after-rotation.txt', 'after');
    await pc.json(['backup']);
    rmSync(vault, { recursive: true });
    renameSync(`${vault}-old`, vault);

    expect(await pc.failure(['backup'])).toBe('vault.rolled-back');
    await pc.json(['rebuild-catalog']);
    expect(await pc.failure(['backup']), 'only asked for').toBe('vault.rolled-back');
    await pc.json(['rebuild-catalog', '--accept']);
    await pc.json(['backup']);
    expect(compareTrees(source, await world.restored())).toEqual([]);
    expect(await pc.json(['verify', '--read-data'])).toMatchObject({ damage: [], affected: [], complete: true });
    await pc.json(['gc']);
    const fresh = world.pcNamed('fresh');
    await fresh.upOnce([world.newFolder('own'), '--vault', vault, '--name', 'fresh'], { passphrase: code });
    expect(compareTrees(source, await world.restored('fresh', fresh))).toEqual([]);
    await pc.json(['backup']);
  });

  test('while protection runs: what was changed before is saved again without being touched', async ({ world }) => {
    const { pc, source, vault } = world;
    write(source, 'a.txt', 'as it was');
    const code = await world.setUp();
    cpSync(vault, `${vault}-old`, { recursive: true });
    write(source, 'a.txt', 'edited');
    await pc.json(['backup']);
    rmSync(vault, { recursive: true });
    renameSync(`${vault}-old`, vault);
    const agent = pc.upUnwatched();
    await agent.until('the older copy is noticed', 30_000, ({ warnings }) => warnings.some(warning => warning.code === 'vault.rolled-back'));
    await pc.call('rebuild-catalog', { accept: true });
    await agent.watching();
    await agent.saved(world.inSource('a.txt'), 30_000, versions => versions[0]?.sizeBytes === 6);
    await agent.stop();
    const fresh = world.pcNamed('fresh');
    await fresh.upOnce([world.newFolder('own'), '--vault', vault, '--name', 'fresh'], { passphrase: code });
    expect(compareTrees(source, await world.restored('fresh', fresh), { mtime: 'files' })).toEqual([]);
  }, 90_000);
});
