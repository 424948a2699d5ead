import { existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { SqliteLocalState } from '../../src/platform/catalog/index.js';
import type { RestoreResult, UndoResult, VersionsResult } from '../../src/wire/verbs/results.js';
import type { VerbResults } from '../../src/wire/verbs/verb-table.js';
import { readTree } from './support/compare-trees.js';
import { write } from './support/sample-trees.js';
import { test, type World } from './support/world.js';

/** Two states, the second on disk and never backed up: a file changed, one deleted, one new. */
async function workedOn(world: World): Promise<void> {
  const { source } = world;
  write(source, 'work/changed.txt', 'first');
  write(source, 'work/sub/deleted.txt', 'was there');
  write(source, 'work/same.txt', 'same');
  await world.setUp();
  writeFileSync(world.inSource('work/changed.txt'), 'second');
  rmSync(world.inSource('work/sub'), { recursive: true });
  write(source, 'work/new.txt', 'new');
}

const undo = (world: World, ...words: string[]) => world.pc.json<UndoResult>(['undo', ...words]);

describe('undo', () => {
  test('brings back exactly what was there before the restore', async ({ world }) => {
    await workedOn(world);
    const before = readTree(world.source);
    const { number } = await world.pc.json<RestoreResult>(['restore', world.inSource('work')]);
    expect(readFileSync(world.inSource('work/sub/deleted.txt'), 'utf8')).toBe('was there');
    expect(await undo(world)).toMatchObject({ number, files: 1, removed: 2, failed: 0, errors: [] });
    expect([...readTree(world.source)]).toEqual([...before]);
  });

  test('undoes once, and says when there is nothing to undo', async ({ world }) => {
    await workedOn(world);
    expect(await world.pc.failure(['undo'])).toBe('restore.nothing-to-undo');
    await world.pc.json(['restore', world.inSource('work'), '--to', world.newFolder('elsewhere')]);
    expect(await world.pc.failure(['undo'])).toBe('restore.nothing-to-undo');
    await world.pc.json(['restore', world.inSource('work')]);
    await undo(world);
    expect(await world.pc.failure(['undo'])).toBe('restore.nothing-to-undo');
    expect(await world.pc.failure(['undo', '999999'])).toBe('restore.nothing-to-undo');
  });

  test('leaves what was changed since the restore, and saves what it replaces', async ({ world }) => {
    await workedOn(world);
    await world.pc.json(['restore', world.inSource('work')]);
    writeFileSync(world.inSource('work/sub/deleted.txt'), 'worked on since');
    writeFileSync(world.inSource('work/changed.txt'), 'changed since as well');
    writeFileSync(world.inSource('work/new.txt'), 'untouched by the restore, worked on');
    const result = await world.pc.json<UndoResult>(['undo'], { code: 3 });
    expect(result.errors).toMatchObject([{ path: world.inSource('work/sub/deleted.txt'), code: 'restore.changed-since' }, { path: world.inSource('work/sub'), code: 'restore.changed-since' }]);
    expect(readFileSync(world.inSource('work/sub/deleted.txt'), 'utf8')).toBe('worked on since');
    expect(readFileSync(world.inSource('work/new.txt'), 'utf8')).toBe('untouched by the restore, worked on');
    expect(readFileSync(world.inSource('work/changed.txt'), 'utf8')).toBe('second');
    await world.pc.json(['restore', world.inSource('work/changed.txt'), '--version', String(result.savedBefore!.sequence)]);
    expect(readFileSync(world.inSource('work/changed.txt'), 'utf8')).toBe('changed since as well');
  });

  test('of a restore over another kind brings the folder back that gave way', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'x', 'a file');
    write(source, 'y/inner.txt', 'in a folder');
    await world.setUp();
    rmSync(world.inSource('x'));
    rmSync(world.inSource('y'), { recursive: true });
    write(source, 'x/deep/er.txt', 'a folder now');
    write(source, 'y', 'a file now');
    const before = readTree(source);
    await pc.json(['restore', source, '--overwrite', 'always']);
    expect(readFileSync(world.inSource('x'), 'utf8')).toBe('a file');
    await undo(world);
    expect([...readTree(source)]).toEqual([...before]);
  });

  test('takes a restore by its number, of several paths and sources at once', async ({ world }) => {
    const { pc } = world;
    const other = world.newFolder('other');
    write(world.source, 'a.txt', 'a');
    write(other, 'b.txt', 'b');
    await world.setUp();
    await pc.json(['source', 'add', other]);
    await pc.json(['backup']);
    writeFileSync(world.inSource('a.txt'), 'a edited');
    writeFileSync(`${other}/b.txt`, 'b edited');
    const { number } = await pc.json<RestoreResult>(['restore', world.inSource('a.txt'), `${other}/b.txt`]);
    rmSync(world.inSource('a.txt'));
    await pc.json(['restore', world.inSource('a.txt')]);
    await undo(world);
    expect(existsSync(world.inSource('a.txt'))).toBe(false);
    writeFileSync(world.inSource('a.txt'), 'a');
    expect(await undo(world, number!)).toMatchObject({ number, files: 2 });
    expect([readFileSync(world.inSource('a.txt'), 'utf8'), readFileSync(`${other}/b.txt`, 'utf8')]).toEqual(['a edited', 'b edited']);
  });

  test('that could not begin can be asked for again', async ({ world }) => {
    await workedOn(world);
    await world.pc.json(['restore', world.inSource('work')]);
    renameSync(world.vault, `${world.vault}-away`);
    expect((await world.pc.run(['undo'])).code).toBe(1);
    renameSync(`${world.vault}-away`, world.vault);
    await undo(world);
    expect(readFileSync(world.inSource('work/changed.txt'), 'utf8')).toBe('second');
  });
});

describe('a restore that died', () => {
  test('is shown as interrupted, and can be undone', async ({ world }) => {
    await workedOn(world);
    const before = readTree(world.source);
    await world.pc.json(['restore', world.inSource('work')]);
    const state = SqliteLocalState.open(join(world.pc.home, 'state.db'));
    const [row] = state.activities.list({ kind: 'restore', limit: 1 });
    state.activities.finish({ ...row!, status: 'running', finishedMs: undefined }); // as a killed process leaves it
    state.dispose();
    const { operations } = await world.pc.json<VerbResults['operations']>(['runs', '--restores']);
    expect(operations).toMatchObject([{ status: 'incomplete', reason: 'interrupted' }]);
    await undo(world);
    expect([...readTree(world.source)]).toEqual([...before]);
  });
});

describe('the same restore again', () => {
  test('changes nothing, makes no version and says so', async ({ world }) => {
    await workedOn(world);
    await world.pc.json(['restore', world.inSource('work')]);
    const inode = statSync(world.inSource('work/changed.txt')).ino;
    const again = await world.pc.json<RestoreResult>(['restore', world.inSource('work')]);
    expect(again).toMatchObject({ files: 0, unchanged: 3 });
    expect(again.savedBefore).toBeUndefined();
    expect(statSync(world.inSource('work/changed.txt')).ino).toBe(inode);
    expect((await world.pc.run(['restore', world.inSource('work')])).stdout).toContain('Already as that version says: 3.');
  });

  test('to and fro between two versions of a file makes no further ones', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'a.txt', 'first');
    await world.setUp();
    writeFileSync(world.inSource('a.txt'), 'second');
    const { savedBefore } = await pc.json<RestoreResult>(['restore', world.inSource('a.txt'), '--version', '1']);
    for (const version of [savedBefore!.sequence, 1, savedBefore!.sequence]) await pc.json(['restore', world.inSource('a.txt'), '--version', String(version)]);
    expect(readFileSync(world.inSource('a.txt'), 'utf8')).toBe('second');
    expect((await pc.json<VersionsResult>(['versions', world.inSource('a.txt')])).versions).toHaveLength(2);
    await undo(world);
    expect(readFileSync(world.inSource('a.txt'), 'utf8')).toBe('first');
  });
});

describe('the history of restores and deletions', () => {
  test('says what was restored from where to where, how it ended, and what was undone', async ({ world }) => {
    await workedOn(world);
    const target = world.newFolder('elsewhere');
    await world.pc.json(['restore', world.inSource('work/same.txt'), '--to', target]);
    const { number } = await world.pc.json<RestoreResult>(['restore', world.inSource('work')]);
    await undo(world);
    writeFileSync(`${target}/in-the-way`, '');
    await world.pc.run(['restore', world.inSource('work'), '--to', `${target}/in-the-way`]);
    const { operations } = await world.pc.json<VerbResults['operations']>(['runs', '--restores']);
    expect(operations).toMatchObject([
      { status: 'incomplete', to: `${target}/in-the-way`, paths: [world.inSource('work')] },
      { status: 'completed', undoes: number, removed: 2 },
      { number, status: 'completed', to: world.source, paths: [world.inSource('work')], files: 2, unchanged: 1, failed: 0, undone: true },
      { status: 'completed', to: target, paths: [world.inSource('work/same.txt')], files: 1, bytes: 4 },
    ]);
    expect((await world.pc.run(['runs', '--restores'])).stdout).toContain('undone');
  });

  test('says what was deleted', async ({ world }) => {
    await workedOn(world);
    await world.pc.json(['delete', world.inSource('work/same.txt')]);
    const { operations } = await world.pc.json<VerbResults['operations']>(['runs', '--deletions']);
    expect(operations).toMatchObject([{ kind: 'delete', status: 'completed', paths: [world.inSource('work/same.txt')], files: 1, versions: 1 }]);
    expect(readdirSync(world.source)).toEqual(['work']);
  });
});
