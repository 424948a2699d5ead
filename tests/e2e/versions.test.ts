import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { BackupResult, ListResult, RestoreResult, VersionsResult } from '../../src/wire/verbs/results.js';
import { compareTrees, readTree } from './support/compare-trees.js';
import { write } from './support/sample-trees.js';
import { test, type World } from './support/world.js';

describe('versions', () => {
  test('each backup of a changed file adds one, and each comes back by its number and by its time', async ({ world }) => {
    const { pc, source } = world;
    const file = world.inSource('report.txt');
    const texts = ['first', 'second, longer', 'third'];
    write(source, 'report.txt', texts[0]!);
    await world.setUp();
    for (const text of texts.slice(1)) {
      writeFileSync(file, text);
      await pc.json(['backup']);
    }
    await pc.json(['backup']); // nothing changed: no version
    const { versions } = await pc.json<VersionsResult>(['versions', file]);
    expect(versions.map(({ sizeBytes }) => sizeBytes)).toEqual(texts.map(text => text.length).reverse());
    expect(versions.every(({ generation, state }) => generation && state === 'present')).toBe(true);
    for (const [index, { version, savedMs }] of versions.entries()) {
      const text = texts.at(-1 - index)!;
      expect(await restoredText(world, file, `v${index}`, ['--version', String(version)])).toBe(text);
      expect(await restoredText(world, file, `t${index}`, ['--at', new Date(savedMs).toISOString()])).toBe(text);
    }
    const agent = await pc.up();
    const newest = async (limit: number) => (await agent.call('versions', { path: file, limit })).versions.map(({ version }) => version);
    const all = versions.map(({ version }) => version);
    expect([await newest(1), await newest(2), await newest(3), await newest(99)]).toEqual([all.slice(0, 1), all.slice(0, 2), all, all]);
    await expect(newest(0)).rejects.toMatchObject({ code: 'wire.bad-request' });
  });

  test('a folder of an earlier time comes back as it was then, with what has been deleted since', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'plan/a.txt', 'a');
    write(source, 'plan/old/b.txt', 'b');
    write(source, 'plan/gone.txt', 'gone');
    await world.setUp();
    const before = readTree(source);
    const atMs = await lastRunMs(world);
    rmSync(world.inSource('plan/old'), { recursive: true });
    unlinkSync(world.inSource('plan/gone.txt'));
    write(source, 'plan/a.txt', 'a, edited');
    write(source, 'plan/new.txt', 'new');
    await pc.json(['backup']);
    const now = await pc.json<ListResult>(['ls', world.inSource('plan')]);
    expect(now.entries.map(({ name }) => name)).toEqual(['a.txt', 'new.txt']);
    const then = await pc.json<ListResult>(['ls', world.inSource('plan'), '--at', new Date(atMs).toISOString()]);
    expect(then.entries.map(({ name }) => name)).toEqual(['a.txt', 'gone.txt', 'old']);
    const target = await world.restored('then', pc, ['--at', new Date(atMs).toISOString()]);
    expect([...readTree(target)]).toEqual(expect.arrayContaining([...before]));
    expect(compareTrees(source, await world.restored('now'))).toEqual([]);
  });

  test('a deleted file comes back without being told when it was there', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'deep/in/it.txt', 'kept');
    await world.setUp();
    rmSync(world.inSource('deep'), { recursive: true });
    await pc.json(['backup']);
    const { versions } = await pc.json<VersionsResult>(['versions', world.inSource('deep/in/it.txt')]);
    expect(versions.map(({ state }) => state)).toEqual(['deleted', 'present']);
    expect(await restoredText(world, world.inSource('deep/in/it.txt'), 'file')).toBe('kept');
    await pc.json(['restore', world.inSource('deep')]);
    expect(readFileSync(world.inSource('deep/in/it.txt'), 'utf8')).toBe('kept');
  });

  test('a folder that became a file, and a file that became a folder, come back as what they were', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'x/inner.txt', 'in a folder');
    write(source, 'y', 'a file');
    symlinkSync('x', world.inSource('z'));
    await world.setUp();
    const before = readTree(source, { mtime: false });
    const atMs = await lastRunMs(world);
    for (const name of ['x', 'y', 'z']) rmSync(world.inSource(name), { recursive: true });
    write(source, 'x', 'now a file');
    write(source, 'y/inner.txt', 'now a folder');
    mkdirSync(world.inSource('z'));
    await pc.json(['backup']);
    expect(compareTrees(source, await world.restored('now'))).toEqual([]);
    const then = await world.restored('then', pc, ['--at', new Date(atMs).toISOString()]);
    expect([...readTree(then, { mtime: false })]).toEqual([...before]);
    await pc.json(['restore', source, '--at', new Date(atMs).toISOString(), '--overwrite', 'always']);
    expect([...readTree(source, { mtime: false })]).toEqual([...before]);
  });

  test('a renamed folder is there under its new name, and was there under the old one', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'before/a.txt', 'a');
    write(source, 'before/b/c.txt', 'c');
    await world.setUp();
    const atMs = await lastRunMs(world);
    renameSync(world.inSource('before'), world.inSource('after'));
    const { runs } = await pc.json<BackupResult>(['backup']);
    expect(runs[0]!.storedBytes).toBeLessThan(20_000);
    expect(compareTrees(source, await world.restored('now'))).toEqual([]);
    expect(readdirSync(await world.restored('then', pc, ['--at', new Date(atMs).toISOString()]))).toEqual(['before']);
  });

  test('a version that was never made, a path that was never saved and a time before everything are told apart', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'a.txt', 'a');
    await world.setUp();
    const target = world.newFolder('out');
    const restore = (path: string, ...words: string[]) => pc.failure(['restore', path, '--to', target, ...words]);
    expect(await restore(world.inSource('a.txt'), '--version', '99')).toBe('restore.unknown-version');
    expect(await restore(world.inSource('b.txt'))).toBe('restore.unknown-path');
    expect(await restore('/nowhere/at/all')).toBe('restore.unknown-path');
    expect(await restore(world.inSource('a.txt'), '--at', '2001-01-01')).toBe('restore.unknown-path');
    expect(await restore(world.inSource('a.txt'), '--at', 'when it was')).toBe('restore.bad-time');
    expect(readdirSync(target)).toEqual([]);
  });

  test('find shows where a name is, also what is deleted', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'a/invoice-1.pdf', '1');
    write(source, 'b/c/invoice-2.pdf', '2');
    write(source, 'b/c/letter.txt', '3');
    await world.setUp();
    rmSync(world.inSource('a'), { recursive: true });
    await pc.json(['backup']);
    const { entries } = await pc.json<ListResult>(['find', '*invoice*']);
    expect(entries.map(({ path }) => path).sort()).toEqual([world.inSource('a/invoice-1.pdf'), world.inSource('b/c/invoice-2.pdf')]);
  });

  test('names with any bytes can be asked for and are printed so that they can be asked for again', async ({ world }) => {
    const { pc, source } = world;
    const name = Buffer.from([0x66, 0xff, 0x0a, 0x67]);
    writeFileSync(Buffer.concat([Buffer.from(`${source}/`), name]), 'odd');
    await world.setUp();
    const { entries } = await pc.json<ListResult>(['ls', source]);
    expect(entries.map(entry => entry.name)).toEqual(['f\udcff\ng']);
    const target = world.newFolder('odd');
    const { execFileSync } = await import('node:child_process');
    const { MAIN } = await import('./support/program.js');
    // A shell hands the bytes over: Node's own spawn would encode them as UTF-8.
    execFileSync('sh', ['-c', 'cd "$1" && exec "$2" "$3" restore f* --to "$4" --json', 'sh', source, process.execPath, MAIN, target], { env: pc.environment });
    expect(readdirSync(target, 'latin1')).toEqual([name.toString('latin1')]);
  });
});

describe('retention', () => {
  test('keeps the ten newest generations, says what was dropped, and takes the nearest only when asked', async ({ world }) => {
    const { pc, source } = world;
    const file = world.inSource('busy.txt');
    write(source, 'busy.txt', '0');
    await world.setUp();
    const times = [await lastRunMs(world)];
    for (let edit = 1; edit <= 12; edit += 1) {
      writeFileSync(file, String(edit).repeat(edit + 1));
      await pc.json(['backup']);
      times.push(await lastRunMs(world));
    }
    const { versions } = await pc.json<VersionsResult>(['versions', file]);
    expect(versions.filter(({ state }) => state === 'present')).toHaveLength(10);
    const target = world.newFolder('dropped');
    const at = ['--at', new Date(times[0]!).toISOString(), '--to', target];
    const refused = await pc.json<RestoreResult>(['restore', file, ...at], { code: 3 });
    expect(refused.dropped).toEqual([file]);
    expect(readdirSync(target)).toEqual([]);
    await pc.json(['restore', file, ...at, '--nearest']);
    expect(readFileSync(join(target, 'busy.txt'), 'utf8')).toBe('3333');
  });
});

async function restoredText(world: World, path: string, name: string, words: readonly string[] = []): Promise<string> {
  const target = world.newFolder(name);
  await world.pc.json(['restore', path, '--to', target, ...words]);
  return readFileSync(join(target, path.slice(path.lastIndexOf('/') + 1)), 'utf8');
}

async function lastRunMs({ pc }: World): Promise<number> {
  const { sources } = await pc.json<{ sources: { lastCommitted: { finishedMs: number } }[] }>(['status']);
  return sources[0]!.lastCommitted.finishedMs;
}
