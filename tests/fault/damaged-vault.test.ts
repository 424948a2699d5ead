import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { RestoreResult, VerifyResult } from '../../src/wire/verbs/results.js';
import { compareTrees, differences, readTree } from '../e2e/support/compare-trees.js';
import { makeManyFiles, write } from '../e2e/support/sample-trees.js';
import { test, type World } from '../e2e/support/world.js';

/** Two runs; the first one's large file fills packs of its own, so that damage to one hits one file. */
async function twoRuns(world: World): Promise<void> {
  write(world.source, 'early.bin', randomBytes(40_000_000));
  await world.setUp();
  write(world.source, 'late.bin', randomBytes(40_000_000));
  makeManyFiles(world.source, 50);
  await world.pc.json(['backup']);
}

describe('damage to packs', () => {
  for (const [name, harm] of Object.entries(HARM())) {
    test(`${name}: verify names exactly the affected files, the others come back`, async ({ world }) => {
      await twoRuns(world);
      const late = readTree(world.source);
      const pack = oldestPack(world.vault);
      harm(pack);
      const report = await world.pc.json<VerifyResult>(['verify', '--packs', '--read-data'], { code: 3 });
      expect(report.damage.map(({ object }) => object)).toContain(pack.slice(world.vault.length + 1));
      expect(new Set(report.affected.map(({ path }) => path.replace(/^.*\//, '')))).toEqual(new Set(['early.bin']));
      const target = world.newFolder('rescued');
      const restored = await world.pc.json<RestoreResult>(['restore', world.source, '--to', target], { code: 3 });
      expect(restored.failed).toBe(1);
      expect(restored.errors[0]).toMatchObject({ path: expect.stringContaining('early.bin'), code: expect.stringMatching(/^(vault\.(damaged|missing)-object|restore\.content-damaged)$/) });
      expect(differences(late, readTree(join(target, 'documents'))).filter(line => !line.startsWith('early.bin') && !line.startsWith(': mtime'))).toEqual([]);
    });
  }

  test('an undamaged vault verifies at every depth', async ({ world }) => {
    await twoRuns(world);
    for (const words of [[], ['--packs'], ['--read-data'], ['--read-data=10']]) {
      const report = await world.pc.json<VerifyResult>(['verify', ...words]);
      expect(report).toMatchObject({ damage: [], affected: [] });
      expect(report.objects).toBeGreaterThan(0);
    }
  });

  test('a missing pack is mended by the next backups when the content is still there', async ({ world }) => {
    await twoRuns(world);
    unlinkSync(oldestPack(world.vault));
    write(world.source, 'early-again.bin', readFileSync(world.inSource('early.bin')));
    await world.pc.json(['backup']);
    const target = world.newFolder('again');
    await world.pc.json(['restore', world.inSource('early-again.bin'), '--to', target]);
    expect(readFileSync(join(target, 'early-again.bin')).equals(readFileSync(world.inSource('early-again.bin')))).toBe(true);
  });
});

describe('damage to what describes the vault', () => {
  test('a damaged run object is named, and what other runs hold comes back', async ({ world }) => {
    await twoRuns(world);
    flipByte(newestRun(world.vault));
    const report = await world.pc.json<VerifyResult>(['verify', '--packs'], { code: 3 });
    expect(report.damage).toContainEqual({ object: newestRun(world.vault).slice(world.vault.length + 1), code: 'vault.damaged-object' });
    expect(compareTrees(world.source, await world.restored()), 'the catalog still knows').toEqual([]);
  });

  test('a new PC restores what the other run objects hold when one is damaged', async ({ world }) => {
    write(world.source, 'first.txt', 'first');
    const code = await world.setUp();
    for (const name of ['second.txt', 'third.txt']) {
      write(world.source, name, name);
      await world.pc.json(['backup']);
    }
    flipByte(filesBelow(join(world.vault, 'runs')).toSorted()[1] as string);
    const fresh = world.pcNamed('fresh');
    const events = await fresh.upOnce([world.newFolder('own'), '--vault', world.vault, '--name', 'fresh'], { passphrase: code });
    expect(events.flatMap(event => event.type === 'warning' ? [event.warning.code] : [])).toContain('vault.damaged-object');
    const rescued = await world.restored('rescued', fresh);
    expect(readdirSync(rescued).toSorted()).toEqual(['first.txt', 'third.txt']);
  });

  test('a damaged vault.json or key slot is told, never replaced', async ({ world }) => {
    write(world.source, 'a.txt', 'a');
    const code = await world.setUp();
    const fresh = () => world.pcNamed('fresh').failure(['up', world.newFolder('own'), '--vault', world.vault, '--once'], { passphrase: code });
    for (const file of [join(world.vault, 'vault.json'), onlyFile(join(world.vault, 'keys'))]) {
      const whole = readFileSync(file);
      for (const broken of [Buffer.alloc(0), whole.subarray(0, whole.length / 2), flipped(whole)]) {
        writeFileSync(file, broken);
        const before = listing(world.vault);
        expect(await fresh()).toMatch(/^vault\.(damaged-object|wrong-key|untrusted-slot)$/);
        expect(listing(world.vault)).toEqual(before);
      }
      writeFileSync(file, whole);
    }
    expect(compareTrees(world.source, await world.restored())).toEqual([]);
  });

  test('a lost vault.json is not replaced by a new vault', async ({ world }) => {
    write(world.source, 'a.txt', 'a');
    await world.setUp();
    renameSync(join(world.vault, 'vault.json'), join(world.folder, 'away.json'));
    const before = listing(world.vault);
    expect((await world.pcNamed('fresh').run(['up', world.newFolder('own'), '--vault', world.vault, '--once'], { passphrase: 'any' })).code).toBe(1);
    expect((await world.pc.run(['backup'])).code).toBe(1);
    expect(listing(world.vault)).toEqual(before);
  });

  test('a newer format is refused with its own code and nothing is written', async ({ world }) => {
    write(world.source, 'a.txt', 'a');
    const code = await world.setUp();
    const header = join(world.vault, 'vault.json');
    writeFileSync(header, JSON.stringify({ ...JSON.parse(readFileSync(header, 'utf8')), format: 2 }));
    const before = listing(world.vault);
    write(world.source, 'b.txt', 'b');
    expect(await world.pc.failure(['backup'])).toBe('vault.newer-format');
    expect(await world.pcNamed('fresh').failure(['up', world.newFolder('own'), '--vault', world.vault, '--once'], { passphrase: code })).toBe('vault.newer-format');
    expect(listing(world.vault)).toEqual(before);
  });

  test('an older copy of the vault put back in its place is noticed', async ({ world }) => {
    const { cpSync, rmSync } = await import('node:fs');
    write(world.source, 'a.txt', 'a');
    await world.setUp();
    cpSync(world.vault, `${world.vault}-old`, { recursive: true });
    write(world.source, 'a.txt', 'edited');
    await world.pc.json(['backup']);
    rmSync(world.vault, { recursive: true });
    renameSync(`${world.vault}-old`, world.vault);
    write(world.source, 'a.txt', 'edited again');
    expect(await world.pc.failure(['backup'])).toBe('vault.rolled-back');
  });
});

describe('damage to what collection rests on', () => {
  test('a damaged registration of this PC is made anew', async ({ world }) => {
    write(world.source, 'a.txt', 'a');
    await world.setUp();
    const before = onlyFile(join(world.vault, 'writers'));
    flipByte(before);
    write(world.source, 'b.txt', 'b');
    await world.pc.json(['backup']);
    const after = filesBelow(join(world.vault, 'writers'));
    expect(after).toHaveLength(1);
    expect(after).not.toContain(before);
    await world.pc.json(['gc']);
    expect(compareTrees(world.source, await world.restored())).toEqual([]);
  });

  test('a damaged registration of another PC stops gc alone, until it is discarded; that PC goes on', async ({ world }) => {
    const { pc, source, vault } = world;
    write(source, 'a.txt', 'a');
    const code = await world.setUp();
    const own = onlyFile(join(vault, 'writers'));
    const other = world.pcNamed('other');
    const docs = world.newFolder('docs');
    write(docs, 'o.txt', 'of the other');
    await other.upOnce([docs, '--vault', vault, '--name', 'other'], { passphrase: code });
    flipByte(filesBelow(join(vault, 'writers')).find(file => file !== own) as string);
    write(source, 'b.txt', 'b');
    await pc.json(['backup']);
    expect(compareTrees(source, await world.restored())).toEqual([]);
    expect(await pc.failure(['gc'])).toBe('vault.collection-blocked');
    await pc.json(['gc', '--discard-damaged']);
    await pc.json(['gc']);
    write(docs, 'p.txt', 'and more');
    await other.json(['backup']);
    await other.json(['gc']);
    const target = world.newFolder('of-the-other');
    await pc.json(['restore', docs, '--device', 'other', '--to', target]);
    expect(compareTrees(docs, join(target, 'docs'))).toEqual([]);
  });

  test('a damaged condemned list stops gc alone, until it is discarded', async ({ world }) => {
    const { pc, source, vault } = world;
    write(source, 'a.txt', 'a');
    const code = await world.setUp();
    const list = join(vault, 'condemned', `${'1'.padStart(16, '0')}-${'a'.repeat(64)}`);
    mkdirSync(join(vault, 'condemned'), { recursive: true });
    writeFileSync(list, randomBytes(900));
    write(source, 'b.txt', 'b');
    await pc.json(['backup']);
    expect(await pc.failure(['gc'])).toBe('vault.collection-blocked');
    const fresh = world.pcNamed('fresh');
    await fresh.upOnce([world.newFolder('own'), '--vault', vault, '--name', 'fresh'], { passphrase: code });
    expect(compareTrees(source, await world.restored('fresh', fresh))).toEqual([]);
    await pc.json(['gc', '--discard-damaged']);
    expect(existsSync(list), 'the other PC may still carry it out').toBe(true);
    write(world.newFolder('own'), 'more.txt', 'more');
    await fresh.json(['backup']);
    await pc.json(['gc']);
    expect(filesBelow(join(vault, 'condemned'))).toEqual([]);
    await pc.json(['backup']);
    expect(await pc.json(['verify', '--read-data'])).toMatchObject({ damage: [], affected: [] });
  });

  test('a damaged run stops gc until it is discarded; the next backup saves again what only it told of', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'first.txt', 'first');
    const code = await world.setUp();
    for (const name of ['second.txt', 'third.txt']) {
      write(source, name, name);
      await pc.json(['backup']);
    }
    const run = filesBelow(join(world.vault, 'runs')).toSorted()[1] as string;
    flipByte(run);
    await pc.json(['backup']);
    expect(await pc.failure(['gc'])).toBe('vault.damaged-object');
    await pc.json(['gc', '--discard-damaged']);
    expect(existsSync(run)).toBe(false);
    await pc.json(['backup']);
    expect(await pc.json(['verify', '--packs', '--read-data'])).toMatchObject({ damage: [], affected: [] });
    await pc.json(['gc']);
    const fresh = world.pcNamed('fresh');
    await fresh.upOnce([world.newFolder('own'), '--vault', world.vault, '--name', 'fresh'], { passphrase: code });
    expect(compareTrees(source, await world.restored('fresh', fresh))).toEqual([]);
  });
});

function HARM(): Readonly<Record<string, (pack: string) => void>> {
  return {
    'a flipped bit': flipByte,
    'a truncated pack': pack => truncateSync(pack, Math.floor(statSync(pack).size / 2)),
    'an emptied pack': pack => truncateSync(pack, 0),
    'a missing pack': unlinkSync,
  };
}

/** Names and content; times of folders change with every temporary file. */
function listing(vault: string): readonly unknown[] {
  return [...readTree(vault, { mtime: 'files' })];
}

function flipByte(file: string): void {
  writeFileSync(file, flipped(readFileSync(file)));
}

function flipped(bytes: Buffer): Buffer {
  const harmed = Buffer.from(bytes);
  const at = Math.floor(harmed.length / 3);
  harmed[at] = harmed[at]! ^ 0x10;
  return harmed;
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
}

/** The first large pack that was stored: data of early.bin alone. */
function oldestPack(vault: string): string {
  return filesBelow(join(vault, 'packs')).filter(file => statSync(file).size > 1_000_000)
    .toSorted((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs)[0] as string;
}

function newestRun(vault: string): string {
  return filesBelow(join(vault, 'runs')).toSorted().at(-1) as string;
}

function onlyFile(folder: string): string {
  return filesBelow(folder)[0] as string;
}
