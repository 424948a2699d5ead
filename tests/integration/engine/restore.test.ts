import { Buffer } from 'node:buffer';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, readdirSync, readlinkSync, statSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toRecordBatch } from '../../../src/core/catalog/record-batch.js';
import type { StreamEntry } from '../../../src/core/catalog/record-stream.js';
import { NativeVaultFixture, noise, recordOf } from './native-vault-fixture.js';
import { restoreEntries, sourceOf } from './reading-fixture.js';

describe('restoring with the engine', () => {
  let fixture: NativeVaultFixture;
  let target: string;
  const at = (path: string): string => join(fixture.root, path);
  const restored = (path: string): string => join(target, path);

  beforeEach(() => {
    fixture = new NativeVaultFixture();
    target = join(fixture.folder, 'target');
    mkdirSync(target);
  });
  afterEach(() => fixture.dispose());

  it('brings back what a backup stored', async () => {
    mkdirSync(at('d/deep'), { recursive: true });
    writeFileSync(at('d/small'), 'small');
    writeFileSync(at('d/empty'), '');
    writeFileSync(at('d/deep/large'), noise(1, 6_000_000)); // over 64 chunks: its list is stored as chunks
    writeFileSync(at('tool'), '#!/bin/sh');
    chmodSync(at('tool'), 0o751);
    linkSync(at('d/small'), at('second-name'));
    symlinkSync('d/small', at('link'));
    writeFileSync(at('holes'), 'begin');
    truncateSync(at('holes'), 3_000_000);
    utimesSync(at('d'), 1_600_000_000, 1_600_000_000.5);
    const { entries } = await fixture.backup();
    const { outcome, errors } = await restoreEntries(fixture, target, entries);
    expect(errors).toEqual([]);
    expect(outcome).toMatchObject({ files: 7, failed: 0, skipped: 0 });
    for (const path of ['d/small', 'd/empty', 'd/deep/large', 'tool', 'holes']) {
      expect(readFileSync(restored(path)).equals(readFileSync(at(path)))).toBe(true);
      expect(statSync(restored(path), { bigint: true }).mtimeNs).toBe(statSync(at(path), { bigint: true }).mtimeNs);
    }
    expect(statSync(restored('tool')).mode & 0o777).toBe(0o751);
    expect(statSync(restored('second-name')).ino).toBe(statSync(restored('d/small')).ino);
    expect(readlinkSync(restored('link'))).toBe('d/small');
    expect(statSync(restored('holes')).blocks).toBeLessThan(64);
    expect(statSync(restored('d'), { bigint: true }).mtimeNs).toBe(statSync(at('d'), { bigint: true }).mtimeNs);
    expect((await restoreEntries(fixture, target, entries)).outcome).toMatchObject({ files: 0, skipped: 7 });
  });

  it('reports the file whose bytes were damaged, and restores the others', async () => {
    for (const [seed, name] of ['a', 'b', 'c'].entries()) writeFileSync(at(name), noise(seed + 1, 30_000));
    writeFileSync(at('large'), noise(9, 2_000_000));
    const { entries } = await fixture.backup();
    const source = sourceOf(fixture);
    const damaged = contentOf(entries, 'large').ids[0];
    const place = fixture.index.locate(damaged!)!;
    const { outcome, errors } = await restoreEntries(fixture, target, entries, {
      source: async (name, offset, length) => {
        const bytes = Buffer.from(await source(name, offset, length));
        const inside = place.segmentOffset + 100 - offset;
        if (name === place.container && inside >= 0 && inside < length) bytes[inside]! ^= 1;
        return bytes;
      },
    });
    expect(errors.map(({ path, error }) => [path.toString(), error.code])).toContainEqual(['large', 'restore.content-damaged']);
    expect(outcome.failed).toBe(errors.length);
    expect(existsSync(restored('large'))).toBe(false);
    expect(readdirSync(target).filter(name => name.startsWith('.mamori'))).toEqual([]);
  });

  it('lets a folder give way only where that was allowed, and only once the file is in place', async () => {
    writeFileSync(at('allowed'), noise(1, 30_000));
    writeFileSync(at('damaged'), noise(2, 3_000_000));
    writeFileSync(at('refused'), 'r');
    const { entries } = await fixture.backup();
    for (const name of ['allowed', 'damaged', 'refused']) {
      mkdirSync(restored(`${name}/below`), { recursive: true });
      writeFileSync(restored(`${name}/below/file`), name);
    }
    chmodSync(restored('allowed/below'), 0o500);
    const source = sourceOf(fixture);
    const lost = fixture.index.locate(contentOf(entries, 'damaged').ids.at(-1)!)!;
    const { outcome, errors } = await restoreEntries(fixture, target, entries, {
      overwrite: 'always', yieldingFolders: [Buffer.from('allowed'), Buffer.from('damaged')],
      source: async (name, offset, length) => {
        const bytes = Buffer.from(await source(name, offset, length));
        const inside = lost.segmentOffset + 100 - offset;
        if (name === lost.container && inside >= 0 && inside < length) bytes[inside]! ^= 1;
        return bytes;
      },
    });
    expect(errors.map(({ path, error }) => [path.toString(), error.code]).sort()).toEqual([['damaged', 'restore.content-damaged'], ['refused', 'restore.target-occupied']]);
    expect(outcome).toMatchObject({ files: 1, failed: 2 });
    expect(readFileSync(restored('allowed')).equals(readFileSync(at('allowed')))).toBe(true);
    for (const name of ['damaged', 'refused']) expect(readFileSync(restored(`${name}/below/file`), 'utf8')).toBe(name);
    expect(readdirSync(target).sort()).toEqual(['allowed', 'damaged', 'refused']);
  });

  it('lets files and links give way to folders where that was allowed, never what links lead to', async () => {
    for (const name of ['a', 'b']) {
      mkdirSync(at(name));
      writeFileSync(at(`${name}/file`), 'from the vault');
    }
    const { entries } = await fixture.backup();
    const outside = join(fixture.folder, 'outside');
    mkdirSync(outside);
    writeFileSync(join(outside, 'file'), 'precious');
    writeFileSync(restored('a'), 'in the way');
    symlinkSync(outside, restored('b'));
    const refused = await restoreEntries(fixture, target, entries, { overwrite: 'always' });
    expect(new Set(refused.errors.map(({ error }) => error.code))).toEqual(new Set(['restore.target-occupied', 'restore.unsafe-path']));
    expect(readFileSync(restored('a'), 'utf8')).toBe('in the way');
    const dry = await restoreEntries(fixture, target, entries, { overwrite: 'always', replaceOtherKinds: true, dryRun: true });
    expect(dry.outcome).toMatchObject({ files: 2, failed: 0 });
    expect((await restoreEntries(fixture, target, entries, { overwrite: 'always', replaceOtherKinds: true })).errors).toEqual([]);
    for (const name of ['a', 'b']) expect(readFileSync(restored(`${name}/file`), 'utf8')).toBe('from the vault');
    expect(readFileSync(join(outside, 'file'), 'utf8')).toBe('precious');
    expect(readdirSync(target).sort()).toEqual(['a', 'b']);
  });

  it('names the file that it is at', async () => {
    mkdirSync(at('d'));
    writeFileSync(at('d/large'), noise(3, 3_000_000));
    const { entries } = await fixture.backup();
    let given = false;
    const job = fixture.vault.restore({
      index: fixture.index, source: sourceOf(fixture), target: Buffer.from(target), overwrite: 'always', dryRun: false, restoreOwner: false, onErrors: () => {},
      nextItems: () => {
        if (given) return undefined;
        given = true;
        return toRecordBatch(entries);
      },
    });
    await job.result;
    expect(job.progress().currentPath?.toString()).toBe('d/large');
  });

  it('reads content by reference', async () => {
    writeFileSync(at('large'), noise(3, 3_000_000));
    const { entries } = await fixture.backup();
    const content = { ...contentOf(entries, 'large'), bytes: 3_000_000 };
    const bytes = await fixture.vault.readContent({ index: fixture.index, content, source: sourceOf(fixture) }).result;
    expect(bytes.equals(readFileSync(at('large')))).toBe(true);
  });

  it('rejects with what nextItems fails with, and with the table\'s fault', async () => {
    const failure = new Error('the catalog is gone');
    await expect(restoreEntries(fixture, target, [], { nextItems: () => { throw failure; } })).rejects.toBe(failure);
    const outside = { bytes: Buffer.alloc(4), table: Uint32Array.of(0, 1, 1, 9, 0, 1, 0, 0) };
    await expect(restoreEntries(fixture, target, [], { nextItems: () => outside })).rejects.toMatchObject({ code: 'engine.bad-argument' });
    await expect(restoreEntries(fixture, join(target, 'missing'), [])).rejects.toMatchObject({ code: 'restore.target-unusable' });
  });

  it('ends when cancelled while the store keeps it waiting', async () => {
    writeFileSync(at('f'), noise(1, 20_000));
    const { entries } = await fixture.backup();
    let began: () => void;
    const waiting = new Promise<void>(resolve => { began = resolve; });
    let release: (bytes: Buffer) => void;
    const held = new Promise<Buffer>(resolve => { release = resolve; });
    let given = false;
    const job = fixture.vault.restore({
      index: fixture.index, target: Buffer.from(target), overwrite: 'always', dryRun: false, restoreOwner: false, onErrors: () => {},
      source: () => { began(); return held; },
      nextItems: async () => {
        if (given) return undefined;
        given = true;
        return toRecordBatch(entries);
      },
    });
    await waiting;
    job.cancel();
    release!(Buffer.alloc(10));
    await expect(job.result).rejects.toBeDefined();
    expect(readdirSync(target)).toEqual([]);
  });
});

function contentOf(entries: readonly StreamEntry[], path: string): { readonly depth: number; readonly ids: readonly string[] } {
  const { depth, ids } = recordOf(entries, path).content!;
  return { depth, ids: Array.from({ length: ids.length / 16 }, (_, at) => ids.subarray(16 * at, 16 * at + 16).toString('hex')) };
}
