import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { StatusResult } from '../../src/wire/verbs/results.js';
import { compareTrees, readTree } from '../e2e/support/compare-trees.js';
import { asSoonAs, eventually } from '../e2e/support/eventually.js';
import { makeLargeFiles, makeManyFiles, write } from '../e2e/support/sample-trees.js';
import { test } from '../e2e/support/world.js';

const isRoot = process.getuid?.() === 0;

describe('a vault that is not there', () => {
  test('fails a backup with its own code, and the next one works when it is back', async ({ world }) => {
    const { pc, source, vault } = world;
    write(source, 'a.txt', 'a');
    await world.setUp();
    renameSync(vault, `${vault}-away`);
    write(source, 'b.txt', 'b');
    expect(await pc.failure(['backup'])).toMatch(/^(store\.gone|vault\.not-found)$/);
    expect(existsSync(vault), 'nothing is written where the vault was').toBe(false);
    const { warnings } = await pc.json<StatusResult>(['status']);
    expect(warnings.map(({ code }) => code)).toEqual(expect.arrayContaining([expect.stringMatching(/^(store\.gone|vault\.not-found)$/)]));
    expect((await pc.run(['ls', source])).code, 'browsing goes on from the catalog').toBe(0);
    renameSync(`${vault}-away`, vault);
    await pc.json(['backup']);
    expect(compareTrees(source, await world.restored())).toEqual([]);
  });

  test('and goes away in the middle of a backup, is used again when it is back', async ({ world }) => {
    const { pc, source, vault } = world;
    makeManyFiles(source, 300);
    makeLargeFiles(source, 5);
    const started = pc.start(['up', source, '--vault', vault, '--once', '--json']);
    await asSoonAs('the first pack is stored', 30_000, () => existsSync(join(vault, 'packs')) && readdirSync(join(vault, 'packs')).length > 1);
    renameSync(vault, `${vault}-away`);
    const ended = await started.ended;
    expect(ended.code).toBe(1);
    expect(existsSync(join(vault, 'vault.json'))).toBe(false);
    rmSync(vault, { recursive: true, force: true });
    renameSync(`${vault}-away`, vault);
    await pc.json(['backup']);
    expect(compareTrees(source, await world.restored())).toEqual([]);
  });

  test('while protection runs: what changed meanwhile is saved after it is back', async ({ world }) => {
    const { pc, source, vault } = world;
    write(source, 'a.txt', 'a');
    await world.setUp();
    const agent = await pc.up();
    renameSync(vault, `${vault}-away`);
    writeFileSync(world.inSource('a.txt'), 'changed while it was away');
    await agent.until('the vault is missed', 30_000, ({ warnings }) => warnings.some(({ code }) => code === 'store.gone'));
    renameSync(`${vault}-away`, vault);
    await agent.saved(world.inSource('a.txt'), 90_000, versions => versions[0]?.sizeBytes === 25);
    await agent.stop();
  }, 120_000);
});

describe('a vault that takes nothing', () => {
  test.skipIf(!isRoot)('because its disk is full (needs root to mount one): fails with its own code, keeps earlier runs, and goes on when there is room', async ({ world }) => {
    const { pc, source, vault } = world;
    execFileSync('mkdir', ['-p', vault]);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=160m', 'tmpfs', vault]);
    world.atEnd(() => execFileSync('umount', ['-l', vault]));
    write(source, 'small.txt', 'small');
    await world.setUp();
    const before = readTree(source);
    write(source, 'huge.bin', randomBytes(200_000_000));
    expect(await pc.failure(['backup'])).toBe('store.full');
    const earlier = await world.restored('earlier');
    expect([...readTree(earlier, { mtime: false }).keys()]).toEqual([...before.keys()]);
    rmSync(world.inSource('huge.bin'));
    write(source, 'next.txt', 'next');
    await pc.json(['gc']);
    await pc.json(['backup']);
    expect(compareTrees(source, await world.restored('later'))).toEqual([]);
  });

  test.skipIf(!isRoot)('because it is mounted read-only (needs root): fails with its own code, restores all the same', async ({ world }) => {
    const { pc, source, vault } = world;
    write(source, 'a.txt', 'a');
    const code = await world.setUp();
    execFileSync('mount', ['--bind', vault, vault]);
    world.atEnd(() => execFileSync('umount', ['-l', vault]));
    execFileSync('mount', ['-o', 'remount,bind,ro', vault]);
    expect(compareTrees(source, await world.restored())).toEqual([]);
    write(source, 'b.txt', 'b');
    expect(await pc.failure(['backup'])).toBe('store.read-only');
    const fresh = world.pcNamed('fresh');
    expect(await fresh.failure(['up', world.newFolder('own'), '--vault', vault, '--once'], { passphrase: code })).toBe('store.read-only');
    rmSync(world.inSource('b.txt'));
    expect(compareTrees(source, await world.restored('rescued', fresh), { mtime: 'files' }), 'a new PC restores from it, too').toEqual([]);
  });
});

describe('a cloned disk', () => {
  test('shows as a fork in the PC that saves while the other writes; nothing that either wrote is lost', async ({ world }) => {
    const { pc, source, vault } = world;
    const clone = world.pcNamed('clone');
    write(source, 'a.txt', 'as it was');
    await world.setUp();
    cpSync(pc.home, clone.home, { recursive: true });
    const agent = await pc.up();
    await pc.call('pause', {});
    write(source, 'a.txt', 'edited');
    await clone.json(['backup']);
    await pc.call('resume', {});
    write(source, 'b.txt', 'new');
    await eventually('the fork is told', 30_000, () => readLog(pc.home).includes('vault.forked-source'));
    await agent.stop();
    await clone.json(['backup']);
    expect(compareTrees(source, await world.restored('now', clone))).toEqual([]);
    const then = await world.restored('then', clone, ['--version', '1']);
    expect(readFileSync(join(then, 'a.txt'), 'utf8')).toBe('as it was');
    expect(readdirSync(vault)).toContain('vault.json');
  });
});

function readLog(home: string): string {
  return readFileSync(join(home, 'logs/mamori.log'), 'utf8');
}
