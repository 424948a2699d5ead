import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { ListResult, SourceState, StatusResult, VersionsResult } from '../../src/wire/verbs/results.js';
import { write } from './support/sample-trees.js';
import { test } from './support/world.js';

describe('the name at the destination', () => {
  test('of a source and of the PC can be changed; the history goes on, and a new PC finds it under the new names', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'a.txt', 'a');
    const code = await world.setUp();
    await pc.json(['source', 'rename', 'documents', '書類']);
    await pc.json(['source', 'rename', '--device', '受付のPC']);
    expect((await pc.json<StatusResult>(['status'])).device).toBe('受付のPC');
    expect((await pc.json<readonly SourceState[]>(['source', 'list'])).map(({ name }) => name)).toEqual(['書類']);
    write(source, 'a.txt', 'changed');
    await pc.json(['backup']);
    expect((await pc.json<VersionsResult>(['versions', world.inSource('a.txt')])).versions).toHaveLength(2);

    const other = world.pcNamed('b');
    await other.upOnce([world.newFolder('elsewhere'), '--vault', world.vault, '--name', 'other'], { passphrase: code });
    const { entries } = await other.json<ListResult>(['ls', '--device', '受付のPC']);
    expect(entries.map(({ name }) => name)).toEqual(['書類']);
    await other.json(['restore', 'a.txt', '--device', '受付のPC', '--source', '書類', '--to', world.newFolder('restored')]);
    expect(existsSync(join(world.folder, 'restored', 'a.txt'))).toBe(true);
    expect(await other.failure(['source', 'rename', '--device', '受付のPC'])).toBe('source.name-taken');
  });

  test('changes before anything was backed up, and back again', async ({ world }) => {
    const { pc } = world;
    await world.setUp();
    await pc.json(['source', 'add', world.newFolder('more'), '--name', 'first']);
    await pc.json(['source', 'rename', 'first', 'second']);
    await pc.json(['source', 'rename', 'second', 'first']);
    expect(await pc.failure(['source', 'rename', 'first', 'documents'])).toBe('source.name-taken');
    expect(await pc.failure(['source', 'rename', 'nobody', 'x'])).toBe('source.unknown');
    for (const name of ['../up', 'a\\b', '..', ' ', 'two\nlines', 'x'.repeat(256)]) expect(await pc.failure(['source', 'rename', 'first', name])).toBe('source.name-refused');
    expect(await pc.failure(['source', 'rename', '--device', 'a/b'])).toBe('source.name-refused');
    expect(await pc.failure(['source', 'add', world.newFolder('third'), '--name', 'a/b'])).toBe('source.name-refused');
    expect(await pc.failure(['source', 'add', world.newFolder('third'), '--name', 'first'])).toBe('source.name-taken');
  });
});
