import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { ListResult, StatusResult, VersionsResult } from '../../src/wire/verbs/results.js';
import { compareTrees, readTree } from './support/compare-trees.js';
import { makeOddTree, write } from './support/sample-trees.js';
import { test } from './support/world.js';

describe('a dead PC', () => {
  test('a new one restores everything from the vault and the recovery code alone', async ({ world }) => {
    makeOddTree(world.source);
    const recoveryCode = await world.setUp();
    write(world.source, 'letter.txt', 'edited');
    await world.pc.json(['backup']);
    const history = await world.pc.json<VersionsResult>(['versions', world.inSource('letter.txt')]);

    const fresh = world.pcNamed('fresh');
    const own = world.newFolder('own');
    const events = await fresh.upOnce([own, '--vault', world.vault, '--name', 'new-pc'], { passphrase: recoveryCode });
    expect(events.map(({ type }) => type)).toContain('vault-attached');
    const roots = await fresh.json<ListResult>(['ls']);
    expect(roots.entries.map(({ path }) => path).sort()).toEqual([world.source, own].sort());
    const target = world.newFolder('rescued');
    await fresh.json(['restore', world.source, '--to', target]);
    expect(compareTrees(world.source, join(target, 'documents'))).toEqual([]);
    expect(await fresh.json<VersionsResult>(['versions', world.inSource('letter.txt')])).toEqual(history);
  });

  test('a device and a source can be named', async ({ world }) => {
    write(world.source, 'a.txt', 'from the first');
    const code = await world.setUp();
    const { device } = await world.pc.json<StatusResult>(['status']);
    const fresh = world.pcNamed('fresh');
    await fresh.upOnce([world.newFolder('elsewhere'), '--vault', world.vault, '--name', 'second'], { passphrase: code });
    const target = world.newFolder('out');
    await fresh.json(['restore', 'a.txt', '--device', device, '--source', 'documents', '--to', target]);
    expect(readdirSync(target)).toEqual(['a.txt']);
    expect(await fresh.failure(['restore', 'a.txt', '--device', 'nobody', '--to', target])).toBe('restore.unknown-source');
  });

  test('a passphrase opens the vault as well as the code', async ({ world }) => {
    write(world.source, 'a.txt', 'a');
    await world.pc.upOnce([world.source, '--vault', world.vault], { passphrase: 'correct horse battery staple' });
    const fresh = world.pcNamed('fresh');
    await fresh.upOnce([world.newFolder('own'), '--vault', world.vault], { passphrase: 'correct horse battery staple' });
    expect((await fresh.json<ListResult>(['ls', world.source])).entries.map(({ name }) => name)).toEqual(['a.txt']);
  });

  test('a wrong secret, or none, fails with its own code and leaves the vault as it was', async ({ world }) => {
    write(world.source, 'a.txt', 'a');
    const code = await world.setUp();
    const before = [...readTree(world.vault, { mtime: false })];
    const own = world.newFolder('own');
    const fresh = world.pcNamed('fresh');
    const wrongCode = code.replace(/[0-9A-Z]/, first => (first === 'A' ? 'B' : 'A'));
    expect(await fresh.failure(['up', own, '--vault', world.vault, '--once'])).toBe('agent.key-needed');
    expect(await fresh.failure(['up', own, '--vault', world.vault, '--once'], { passphrase: 'not the passphrase' })).toBe('vault.wrong-key');
    expect(await fresh.failure(['up', own, '--vault', world.vault, '--once'], { passphrase: wrongCode })).toMatch(/^vault\.(wrong-key|bad-recovery-code)$/);
    expect([...readTree(world.vault, { mtime: false })]).toEqual(before);
    await fresh.upOnce([own, '--vault', world.vault], { passphrase: code.toLowerCase().replaceAll('-', ' ') });
  });

  test('a reinstalled PC goes on with the history of its folder', async ({ world }) => {
    write(world.source, 'a.txt', 'a');
    const code = await world.setUp();
    const again = world.pcNamed('again');
    write(world.source, 'b.txt', 'b');
    await again.upOnce([world.source, '--vault', world.vault], { passphrase: code });
    const { entries } = await again.json<ListResult>(['ls']);
    expect(entries.map(({ path }) => path)).toEqual([world.source]);
    const { versions } = await again.json<VersionsResult>(['versions', world.inSource('a.txt')]);
    expect(versions).toHaveLength(1);
    expect(compareTrees(world.source, await world.restored('out', again))).toEqual([]);
  });

  test('restoring in place needs a target for what belonged to another PC', async ({ world }) => {
    write(world.source, 'a.txt', 'a');
    const code = await world.setUp();
    const fresh = world.pcNamed('fresh');
    await fresh.upOnce([world.newFolder('own'), '--vault', world.vault, '--name', 'another'], { passphrase: code });
    expect(await fresh.failure(['restore', world.source])).toBe('restore.needs-target');
  });
});
