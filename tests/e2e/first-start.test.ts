import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { StatusResult } from '../../src/wire/verbs/results.js';
import { compareTrees, readTree } from './support/compare-trees.js';
import { makeManyFiles, makeOddTree, write } from './support/sample-trees.js';
import { test } from './support/world.js';

describe('the first start', () => {
  test('creates the vault, tells the recovery code once and backs everything up; the next start only backs up', async ({ world }) => {
    const { pc, source, vault } = world;
    makeManyFiles(source, 250);
    const first = await pc.run(['up', source, '--vault', vault, '--once', '--json']);
    expect(first).toMatchObject({ code: 0, signal: null });
    const { events } = JSON.parse(first.stdout);
    const created = events.find((event: { type: string }) => event.type === 'vault-created');
    expect(created.recoveryCode).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(events.map((event: { type: string }) => event.type)).toEqual(expect.arrayContaining(['vault-created', 'source-added', 'scheduled', 'backed-up']));
    expect(events.find((event: { type: string }) => event.type === 'backed-up').run).toMatchObject({ status: 'completed', files: 250, changed: 0, removed: 0, failed: 0 });
    expect(JSON.parse(readFileSync(join(vault, 'vault.json'), 'utf8'))).toMatchObject({ mamori: 'vault', format: 1 });

    const second = await pc.run(['up', '--once', '--json']);
    expect(second.code).toBe(0);
    expect(JSON.parse(second.stdout).events.map((event: { type: string }) => event.type).filter((type: string) => type !== 'warning')).toEqual(['backed-up']);
    expect(JSON.parse(second.stdout).events.at(-1).run).toMatchObject({ files: 250, newFiles: 0, changed: 0, removed: 0 });
    expect(second.stdout + second.stderr).not.toContain(created.recoveryCode);
  });

  test('brings an odd tree back exactly', async ({ world }) => {
    makeOddTree(world.source);
    await world.setUp();
    const before = readTree(world.source);
    expect(before.size).toBeGreaterThan(150);
    expect(compareTrees(world.source, await world.restored())).toEqual([]);
  });

  test('finds nothing changed in an odd tree the second time', async ({ world }) => {
    makeOddTree(world.source);
    await world.setUp();
    const [backedUp] = (await world.pc.upOnce([])).filter(event => event.type === 'backed-up');
    expect(backedUp?.run).toMatchObject({ newFiles: 0, changed: 0, removed: 0, failed: 0 });
  });

  test('keeps its state to itself', async ({ world }) => {
    write(world.source, 'a', 'a');
    await world.setUp();
    expect(lstatSync(world.pc.home).mode & 0o077).toBe(0);
    const secrets = ['credential-store.json', 'state.db', 'catalog.db'].map(name => join(world.pc.home, name)).filter(path => existsSync(path));
    expect(secrets.length).toBeGreaterThan(0);
    const status = await world.pc.json<StatusResult>(['status']);
    expect(status.warnings.map(({ code }) => code)).toContain('credential.kept-in-file');
  });

  test('writes nothing readable into the vault', async ({ world }) => {
    write(world.source, 'secret-name-of-a-file.txt', 'the secret content of a file, long enough to be found '.repeat(50));
    await world.setUp();
    const { execFileSync } = await import('node:child_process');
    const found = execFileSync('sh', ['-c', 'grep -r -l -a -e "secret-name" -e "secret content" -e documents "$1" || true', 'sh', world.vault], { encoding: 'utf8' });
    expect(found).toBe('');
  });

  test('asks for a folder when none was given, and writes nothing', async ({ world }) => {
    expect(await world.pc.failure(['up', '--once'])).toBe('agent.no-source');
    expect(existsSync(world.vault)).toBe(false);
  });

  test('refuses what is not a folder, a folder in the vault, and folders inside one another', async ({ world }) => {
    const { pc, source, vault } = world;
    write(source, 'deep/file', 'x');
    expect(await pc.failure(['up', join(source, 'deep/file'), '--vault', vault, '--once'])).toBe('source.not-a-folder');
    expect(existsSync(vault), 'no vault is made for a start that fails').toBe(false);
    await world.setUp();
    expect(await pc.failure(['source', 'add', join(vault, 'packs')])).toMatch(/^source\.(contains-vault|not-a-folder)$/);
    expect(await pc.failure(['source', 'add', join(source, 'deep')])).toBe('source.overlaps');
    expect(await pc.failure(['source', 'add', world.folder])).toBe('source.overlaps');
  });

  test('leaves vault and state out of a source that holds them', async ({ world }) => {
    const { pc, folder } = world;
    write(folder, 'documents/a', 'a');
    await pc.upOnce([folder, '--vault', world.vault]);
    await pc.upOnce([]);
    const listed = await pc.json<{ entries: { name: string }[] }>(['ls', folder]);
    expect(listed.entries.map(({ name }) => name)).not.toContain('vault');
    expect(listed.entries.map(({ name }) => name)).toContain('documents');
    const { bytes } = (await pc.json<StatusResult>(['status'])).sources[0]!;
    expect(bytes).toBeLessThan(1_000);
  });

  test('says what it does in words for people, and exits 2 on wrong usage', async ({ world }) => {
    write(world.source, 'a', 'a');
    const spoken = await world.pc.run(['up', world.source, '--vault', world.vault, '--once']);
    expect(spoken.code).toBe(0);
    expect(spoken.stdout).toMatch(/recovery code/i);
    expect((await world.pc.run(['restore'])).code).toBe(2);
    expect((await world.pc.run(['no-such-command'])).code).toBe(2);
    expect((await world.pc.run(['restore', 'a', '--at', 'now', '--version', '1'])).code).toBe(2);
  });

});
