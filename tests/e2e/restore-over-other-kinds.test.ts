import { readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { RestoreResult } from '../../src/wire/verbs/results.js';
import { readTree } from './support/compare-trees.js';
import { write } from './support/sample-trees.js';
import { test, type World } from './support/world.js';

/** A file and a folder as saved; on disk each is the other now, and the latter state is saved as well. */
async function exchanged(world: World): Promise<void> {
  const { pc, source } = world;
  write(source, 'x', 'a file');
  write(source, 'y/inner.txt', 'in a folder');
  await world.setUp();
  rmSync(world.inSource('x'));
  rmSync(world.inSource('y'), { recursive: true });
  write(source, 'x/deep/er.txt', 'a folder now');
  write(source, 'y', 'a file now');
  await pc.json(['backup']);
}

const restoreVersion = (world: World, version: number) => world.pc.json<RestoreResult>(['restore', world.source, '--version', String(version), '--overwrite', 'always']);

describe('--overwrite always', () => {
  test('in place replaces a folder by a file and a file by a folder, and leaves nothing beside them', async ({ world }) => {
    await exchanged(world);
    expect(await restoreVersion(world, 1)).toMatchObject({ failed: 0, errors: [] });
    expect(readFileSync(world.inSource('x'), 'utf8')).toBe('a file');
    expect(readFileSync(world.inSource('y/inner.txt'), 'utf8')).toBe('in a folder');
    expect(readdirSync(world.source).sort()).toEqual(['x', 'y']);
    await restoreVersion(world, 2);
    expect(readFileSync(world.inSource('x/deep/er.txt'), 'utf8')).toBe('a folder now');
    expect(readFileSync(world.inSource('y'), 'utf8')).toBe('a file now');
  });

  test('keeps a folder that holds something no version has', async ({ world }) => {
    await exchanged(world);
    await world.pc.json(['config', 'set', 'exclude.patterns', '["*.local"]']);
    write(world.source, 'x/deep/mine.local', 'nobody saved this');
    const result = await world.pc.json<RestoreResult>(['restore', world.source, '--version', '1', '--overwrite', 'always'], { code: 3 });
    expect(result.errors).toMatchObject([{ path: world.inSource('x'), code: 'restore.target-occupied' }]);
    expect(readFileSync(world.inSource('x/deep/mine.local'), 'utf8')).toBe('nobody saved this');
    expect(readFileSync(world.inSource('y/inner.txt'), 'utf8')).toBe('in a folder');
  });

  test('saves what was never backed up before its folder gives way', async ({ world }) => {
    await exchanged(world);
    write(world.source, 'x/new.txt', 'written a moment ago');
    const { savedBefore } = await restoreVersion(world, 1);
    expect(readFileSync(world.inSource('x'), 'utf8')).toBe('a file');
    await restoreVersion(world, savedBefore!.sequence);
    expect(readFileSync(world.inSource('x/new.txt'), 'utf8')).toBe('written a moment ago');
  });

  test('elsewhere replaces a file and a link by a folder, but no folder by a file', async ({ world }) => {
    await exchanged(world);
    const target = world.newFolder('target');
    const outside = world.newFolder('outside');
    write(outside, 'precious', 'p');
    write(target, 'documents/x/other.txt', 'in the way');
    symlinkSync(outside, join(target, 'documents/y'));
    const result = await world.pc.json<RestoreResult>(['restore', world.source, '--version', '1', '--to', target, '--overwrite', 'always'], { code: 3 });
    expect(result.errors).toMatchObject([{ path: join(target, 'documents/x'), code: 'restore.target-occupied' }]);
    expect(readFileSync(join(target, 'documents/x/other.txt'), 'utf8')).toBe('in the way');
    expect(readFileSync(join(target, 'documents/y/inner.txt'), 'utf8')).toBe('in a folder');
    expect(readdirSync(outside)).toEqual(['precious']);
  });

  test('only always replaces other kinds', async ({ world }) => {
    await exchanged(world);
    const before = readTree(world.source, { mtime: false });
    for (const rule of ['never', 'if-changed']) await world.pc.run(['restore', world.source, '--version', '1', '--overwrite', rule, '--json']);
    expect([...readTree(world.source, { mtime: false })]).toEqual([...before]);
  });
});

describe('what gives way', () => {
  test('may be a link to a folder: the link goes, the folder stays', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'work/a.txt', 'a');
    await world.setUp();
    const outside = world.newFolder('outside');
    writeFileSync(join(outside, 'a.txt'), 'precious');
    rmSync(world.inSource('work'), { recursive: true });
    symlinkSync(outside, world.inSource('work'));
    await pc.json(['restore', world.inSource('work'), '--version', '1', '--overwrite', 'always']);
    expect(readFileSync(join(outside, 'a.txt'), 'utf8')).toBe('precious');
    expect(readFileSync(world.inSource('work/a.txt'), 'utf8')).toBe('a');
  });
});
