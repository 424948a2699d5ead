import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { RestoreResult, VersionsResult } from '../../src/wire/verbs/results.js';
import { compareTrees, readTree } from './support/compare-trees.js';
import { write } from './support/sample-trees.js';
import { test } from './support/world.js';

describe('restore in place', () => {
  test('saves what is there first, so that nothing is lost', async ({ world }) => {
    const { pc, source } = world;
    const file = world.inSource('text.txt');
    write(source, 'text.txt', 'saved');
    await world.setUp();
    writeFileSync(file, 'written since, never backed up');
    const result = await pc.json<RestoreResult>(['restore', file, '--overwrite', 'always']);
    expect(readFileSync(file, 'utf8')).toBe('saved');
    expect(result.savedBefore).toMatchObject({ kind: 'restore' });
    const { versions } = await pc.json<VersionsResult>(['versions', file]);
    expect(versions.map(({ kind }) => kind)).toEqual(['restore', 'manual']);
    await pc.json(['restore', file, '--version', String(result.savedBefore!.sequence)]);
    expect(readFileSync(file, 'utf8')).toBe('written since, never backed up');
  });

  test('saves a whole folder first, what is new in it included', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'work/a.txt', 'a');
    write(source, 'work/sub/b.txt', 'b');
    await world.setUp();
    writeFileSync(world.inSource('work/a.txt'), 'a edited');
    writeFileSync(world.inSource('work/sub/b.txt'), 'b edited');
    write(source, 'work/sub/new.txt', 'new');
    const edited = readTree(source);
    const { savedBefore } = await pc.json<RestoreResult>(['restore', world.inSource('work'), '--overwrite', 'always']);
    expect(readFileSync(world.inSource('work/sub/b.txt'), 'utf8')).toBe('b');
    expect(readFileSync(world.inSource('work/sub/new.txt'), 'utf8')).toBe('new');
    const target = world.newFolder('saved');
    await pc.json(['restore', world.inSource('work'), '--version', String(savedBefore!.sequence), '--to', target]);
    const saved = readTree(join(target, 'work'), { mtime: false });
    for (const path of ['a.txt', 'sub/b.txt', 'sub/new.txt']) expect(saved.get(path)?.['content']).toBe(edited.get(`work/${path}`)?.['content']);
  });

  test('overwrites nothing when what is there cannot be saved', async ({ world }) => {
    const { pc, source } = world;
    const file = world.inSource('text.txt');
    write(source, 'text.txt', 'saved');
    await world.setUp();
    writeFileSync(file, 'written since');
    const { renameSync } = await import('node:fs');
    renameSync(world.vault, `${world.vault}-away`);
    expect((await pc.run(['restore', file, '--overwrite', 'always'])).code).toBe(1);
    expect(readFileSync(file, 'utf8')).toBe('written since');
  });
});

describe('the overwrite rules', () => {
  test('never leaves what is there, if-changed replaces what differs, always replaces all', async ({ world }) => {
    const { pc, source } = world;
    for (const name of ['same.txt', 'other.txt', 'missing.txt']) write(source, name, `${name} as saved`);
    await world.setUp();
    const saved = readTree(source);
    writeFileSync(world.inSource('other.txt'), 'changed');
    unlinkSync(world.inSource('missing.txt'));
    const inode = statSync(world.inSource('same.txt')).ino;

    const never = await pc.json<RestoreResult>(['restore', source, '--overwrite', 'never']);
    expect(never).toMatchObject({ files: 1, skipped: 2 });
    expect(never.savedBefore).toBeUndefined();
    expect(readFileSync(world.inSource('other.txt'), 'utf8')).toBe('changed');
    expect(readFileSync(world.inSource('missing.txt'), 'utf8')).toBe('missing.txt as saved');

    const ifChanged = await pc.json<RestoreResult>(['restore', source]);
    expect(ifChanged).toMatchObject({ files: 1, unchanged: 2, skipped: 0 });
    expect(statSync(world.inSource('same.txt')).ino).toBe(inode);
    expect([...readTree(source)]).toEqual([...saved]);

    const always = await pc.json<RestoreResult>(['restore', source, '--version', '1', '--overwrite', 'always']);
    expect(always).toMatchObject({ files: 3, unchanged: 0, skipped: 0 });
    expect([...readTree(source)]).toEqual([...saved]);
  });

  test('if-changed mends metadata that differs', async ({ world }) => {
    write(world.source, 'tool', '#!/bin/sh');
    chmodSync(world.inSource('tool'), 0o755);
    await world.setUp();
    const saved = readTree(world.source);
    chmodSync(world.inSource('tool'), 0o600);
    utimesSync(world.inSource('tool'), 5, 5);
    await world.pc.json(['restore', world.source]);
    expect([...readTree(world.source)]).toEqual([...saved]);
  });

  test('a dry run writes nothing and counts what it would write', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'a.txt', 'a');
    write(source, 'b/c.txt', 'c');
    await world.setUp();
    rmSync(world.inSource('b'), { recursive: true });
    writeFileSync(world.inSource('a.txt'), 'edited');
    const before = readTree(source);
    const vaultBefore = readTree(world.vault);
    expect(await pc.json<RestoreResult>(['restore', source, '--dry-run'])).toMatchObject({ dryRun: true, files: 2 });
    expect(await pc.json<RestoreResult>(['restore', source, '--dry-run', '--to', join(world.folder, 'nowhere')])).toMatchObject({ dryRun: true, files: 2 });
    expect([...readTree(source)]).toEqual([...before]);
    expect([...readTree(world.vault)]).toEqual([...vaultBefore]);
    expect(existsSync(join(world.folder, 'nowhere'))).toBe(false);
  });
});

describe('restore elsewhere', () => {
  test('puts a file or a folder into the given folder under its own name', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'a/b/file.txt', 'f');
    write(source, 'a/b/c/deep.txt', 'd');
    await world.setUp();
    const target = join(world.folder, 'made/by/restore');
    await pc.json(['restore', world.inSource('a/b/file.txt'), '--to', target]);
    await pc.json(['restore', world.inSource('a/b'), '--to', target]);
    await pc.json(['restore', source, '--to', target]);
    expect(readdirSync(target).sort()).toEqual(['b', 'documents', 'file.txt']);
    expect(compareTrees(world.inSource('a/b'), join(target, 'b'))).toEqual([]);
    expect(compareTrees(source, join(target, 'documents'))).toEqual([]);
  });

  test('takes several paths at once, and paths relative to the caller', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'a/one.txt', '1');
    write(source, 'a/two.txt', '2');
    await world.setUp();
    const result = await pc.json<RestoreResult>(['restore', 'one.txt', './two.txt', '../a', '--to', '../../out'], { folder: world.inSource('a') });
    expect(result.files).toBe(4);
    expect(readdirSync(join(world.folder, 'out')).sort()).toEqual(['a', 'one.txt', 'two.txt']);
  });

  test('never follows a link in the target, whatever it points to', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'folder/file.txt', 'from the vault');
    await world.setUp();
    const outside = world.newFolder('outside');
    const target = world.newFolder('target');
    mkdirSync(join(target, 'documents'));
    symlinkSync(outside, join(target, 'documents/folder'));
    await pc.run(['restore', source, '--to', target, '--overwrite', 'always', '--json']);
    expect(readdirSync(outside)).toEqual([]);
  });

  test('says so when the target is no folder', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'a.txt', 'a');
    await world.setUp();
    const file = world.inSource('a.txt');
    expect(await pc.failure(['restore', file, '--to', file])).toBe('restore.target-unusable');
    expect(await pc.failure(['restore', source, '--to', file])).toBe('restore.target-unusable');
    expect(readFileSync(file, 'utf8')).toBe('a');
  });

  test('refuses to write into the vault', async ({ world }) => {
    write(world.source, 'a', 'a');
    await world.setUp();
    expect(await world.pc.failure(['restore', world.source, '--to', join(world.vault, 'packs')])).toBe('restore.inside-vault');
  });
});
