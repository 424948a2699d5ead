import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { BackupResult, CollectResult, KeySlotRow, VerifyResult, VersionsResult } from '../../src/wire/verbs/results.js';
import { compareTrees } from './support/compare-trees.js';
import { write } from './support/sample-trees.js';
import { test, type World } from './support/world.js';

function objectsOf(vault: string, prefix: string): readonly string[] {
  return readdirSync(join(vault, prefix), { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
}

const sizeOf = (vault: string) => [...objectsOf(vault, 'packs'), ...objectsOf(vault, 'runs')].reduce((total, path) => total + statSync(path).size, 0);

async function restoredEqually(world: World, name: string): Promise<void> {
  expect(compareTrees(world.source, await world.restored(name))).toEqual([]);
}

describe('delete and gc', () => {
  test('what was deleted frees its bytes in one call; what still exists is saved again', async ({ world }) => {
    const { pc, source, vault } = world;
    write(source, 'big/video.bin', randomBytes(20_000_000));
    write(source, 'small.txt', 'small');
    await world.setUp();
    unlinkSync(world.inSource('big/video.bin'));
    await pc.json(['backup']);
    expect(await pc.json(['delete', world.inSource('big/video.bin')])).toMatchObject({ deletedVersions: 1, paths: 1 });
    expect(await pc.failure(['delete', world.inSource('nothing')])).toBe('restore.unknown-path');
    const report = await pc.json<CollectResult>(['gc']);
    expect(report).toMatchObject({ waitingFor: [] });
    expect(report.deletedObjects).toBeGreaterThan(0);
    expect(sizeOf(vault)).toBeLessThan(2_000_000);
    expect(await pc.json(['verify', '--read-data'])).toMatchObject({ damage: [], affected: [], complete: true });

    expect(await pc.json(['delete', world.inSource('small.txt')])).toMatchObject({ deletedVersions: 1 });
    const { runs } = await pc.json<BackupResult>(['backup']);
    expect(runs[0]?.newFiles).toBeGreaterThan(0);
    expect((await pc.json<VersionsResult>(['versions', world.inSource('small.txt')])).versions).toHaveLength(1);
    await pc.json(['gc']);
    await restoredEqually(world, 'after');
  });

  test('a pack that is mostly dead is rewritten, and everything kept comes back', async ({ world }) => {
    const { pc, source, vault } = world;
    for (let at = 0; at < 8; at += 1) write(source, `d${at}/file.bin`, randomBytes(3_000_000));
    await world.setUp();
    for (let at = 0; at < 6; at += 1) unlinkSync(world.inSource(`d${at}/file.bin`));
    await pc.json(['backup']);
    await pc.json(['delete', ...Array.from({ length: 6 }, (_, at) => world.inSource(`d${at}/file.bin`))]);
    const report = await pc.json<CollectResult>(['gc']);
    expect(report.rewrittenBytes).toBeGreaterThan(5_000_000);
    expect(sizeOf(vault)).toBeLessThan(8_000_000);
    await restoredEqually(world, 'after');
    expect(await pc.json(['verify', '--packs', '--read-data'])).toMatchObject({ damage: [], affected: [] });
    expect(await pc.json(['rebuild-catalog'])).toMatchObject({ sources: 1 });
    await restoredEqually(world, 'rebuilt');
  });
});

describe('verify', () => {
  test('a damaged pack heals: the next backup stores its files again, and gc removes it', async ({ world }) => {
    const { pc, source, vault } = world;
    write(source, 'a.bin', randomBytes(10_000_000));
    write(source, 'b.txt', 'b');
    await world.setUp();
    const pack = objectsOf(vault, 'packs').toSorted((a, b) => statSync(b).size - statSync(a).size)[0] as string;
    const bytes = readFileSync(pack);
    bytes[5_000_000]! ^= 1;
    writeFileSync(pack, bytes);
    const report = await pc.json<VerifyResult>(['verify', '--packs'], { code: 3 });
    expect(report.affected.map(({ path }) => path)).toEqual([world.inSource('a.bin')]);
    expect(report.healing).toEqual([world.inSource('a.bin')]);
    await pc.json(['backup']);
    await restoredEqually(world, 'healed');
    await pc.json(['gc']);
    expect(objectsOf(vault, 'packs')).not.toContain(pack);
    expect((await pc.json<VersionsResult>(['versions', world.inSource('a.bin')])).versions).toHaveLength(1);
    expect(await pc.json(['verify', '--packs', '--read-data'])).toMatchObject({ damage: [], affected: [] });
  });
});

describe('keys', () => {
  test('slots are added, listed and removed; a rotation keeps every slot opening everything', async ({ world }) => {
    const { pc, source, vault } = world;
    write(source, 'a.txt', 'a');
    await world.setUp();
    const added = await pc.json<KeySlotRow>(['key', 'add', '--label', 'desk'], { passphrase: 'correct horse' });
    expect(added).toMatchObject({ kind: 'passphrase', label: 'desk' });
    const { recoveryCode, earlierSlots } = await pc.json<{ recoveryCode: string; earlierSlots: string[] }>(['key', 'recovery-code']);
    expect(earlierSlots).toHaveLength(1);
    expect(await pc.json(['key', 'rotate'])).toEqual({ epoch: 2 });
    write(source, 'b.txt', 'b');
    await pc.json(['backup']);
    await restoredEqually(world, 'after-rotation');
    expect(await pc.json(['key', 'remove', earlierSlots[0] as string])).toEqual({ removed: earlierSlots[0], epoch: 2 });
    expect((await pc.json<KeySlotRow[]>(['key', 'list'])).map(({ slot }) => slot)).not.toContain(earlierSlots[0]);
    for (const [name, passphrase] of [['p', 'correct horse'], ['r', recoveryCode]] as const) {
      const other = world.pcNamed(name);
      await other.upOnce([world.newFolder(`${name}-docs`), '--vault', vault], { passphrase });
      expect(compareTrees(source, await world.restored(`by-${name}`, other))).toEqual([]);
    }
  });

  test('a rotation on another PC is told as such, and the secret is needed once', async ({ world }) => {
    const { pc, source, vault } = world;
    write(source, 'a.txt', 'a');
    const code = await world.setUp();
    const other = world.pcNamed('other');
    const docs = world.newFolder('docs');
    write(docs, 'o.txt', 'of the other');
    await other.upOnce([docs, '--vault', vault, '--name', 'other'], { passphrase: code });
    await pc.json(['key', 'rotate']);
    expect(await other.failure(['key', 'add'], { passphrase: 'correct horse' }), 'nothing is sealed under the new key yet').toBe('vault.newer-epoch');
    write(source, 'b.txt', 'b');
    await pc.json(['backup']);
    write(docs, 'p.txt', 'and more');
    expect(await other.failure(['backup'])).toBe('vault.newer-epoch');
    expect(await other.failure(['backup'], { passphrase: 'a guess' })).toBe('vault.wrong-key');
    await other.upOnce([], { passphrase: code });
    await other.json(['backup']);
    const target = world.newFolder('of-the-other');
    await pc.json(['restore', docs, '--device', 'other', '--to', target]);
    expect(compareTrees(docs, join(target, 'docs'))).toEqual([]);
  });

  test('a rotation on another PC while this one protects', async ({ world }) => {
    const { pc, source, vault } = world;
    write(source, 'a.txt', 'a');
    const code = await world.setUp();
    const other = world.pcNamed('other');
    const docs = world.newFolder('docs');
    await other.upOnce([docs, '--vault', vault, '--name', 'other'], { passphrase: code });
    const agent = await other.up();
    await pc.json(['key', 'rotate']);
    write(source, 'b.txt', 'b');
    await pc.json(['backup']);
    await pc.json(['gc']);
    await other.call('verify', { packs: false }).catch(() => undefined);
    expect(await other.failure(['backup'])).toBe('vault.newer-epoch');
    await agent.stop();
    await other.upOnce([], { passphrase: code });
    await other.json(['backup']);
  });
});
