import { Buffer } from 'node:buffer';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { asOrdinaryUser } from '../support/as-ordinary-user.js';
import { operations } from '../../../src/core/catalog/record-stream.js';
import { NativeVaultFixture, noise, pathOf, recordOf } from './native-vault-fixture.js';

const LONG_AGO = 1_600_000_000;

describe('jobs of the engine', () => {
  let vault: NativeVaultFixture;
  const at = (path: string): string => join(vault.root, path);
  const write = (path: string, content: string | Buffer, mtime = LONG_AGO): void => {
    writeFileSync(at(path), content);
    utimesSync(at(path), mtime, mtime);
  };
  const entry = (path: string, currentRecord?: Buffer) => ({ path: Buffer.from(path), ...(currentRecord && { currentRecord }) });

  beforeEach(() => { vault = new NativeVaultFixture(); });
  afterEach(() => vault.dispose());

  it('store given paths without a scan, and the next scan knows of them', async () => {
    mkdirSync(at('d'));
    write('d/saved', 'one');
    write('d/other', 'other');
    const first = await vault.backup();
    const current = first.entries.find(found => pathOf(found) === 'd/saved')?.record;

    write('d/saved', 'two', LONG_AGO + 1);
    const saved = await vault.backupPaths([entry('d/saved', current)]);
    expect(saved.entries.map(pathOf)).toEqual(['d/saved']);
    expect(vault.fileContent(recordOf(saved.entries, 'd/saved')).toString()).toBe('two');
    expect(recordOf(saved.entries, 'd/saved')).toMatchObject({ generation: false, metadataOnly: false });
    expect(existsSync(`${vault.imagePath}.journal`)).toBe(true);

    const scan = await vault.backup();
    expect(scan.entries).toEqual([]);
    expect(existsSync(`${vault.imagePath}.journal`)).toBe(false);
  });

  it('say nothing about a path whose record is the one given, and bury one that is gone', async () => {
    write('kept', 'kept');
    write('gone', 'gone');
    const { entries } = await vault.backup();
    const recordFor = (path: string) => entries.find(found => pathOf(found) === path)?.record;
    rmSync(at('gone'));
    const saved = await vault.backupPaths([entry('gone', recordFor('gone')), entry('kept', recordFor('kept')), entry('never-there')]);
    expect(saved.entries.map(found => [pathOf(found), found.op])).toEqual([['gone', operations.tombstone]]);
    expect((await vault.backup()).entries.map(pathOf)).not.toContain('gone');
  });

  it('report what cannot be read, go on, and try it again next time', async () => {
    onTestFinished(asOrdinaryUser(vault.folder));
    write('secret', 'x');
    write('plain', 'x');
    chmodSync(at('secret'), 0);
    const { errors, entries, outcome } = await vault.backup();
    expect(errors.map(({ path, error }) => [path.toString(), error.code])).toEqual([['secret', 'file.no-permission']]);
    expect(entries.map(pathOf)).toContain('plain');
    expect(outcome.counts.failed).toBe(1);
    chmodSync(at('secret'), 0o600);
    expect((await vault.backup()).entries.map(pathOf)).toContain('secret');
  });

  it('end at once when cancelled, even while the sink keeps them waiting, and leave nothing behind', async () => {
    write('big', noise(2, 24 << 20));
    let began: () => void;
    const waiting = new Promise<void>(resolve => { began = resolve; });
    const job = vault.vault.backup(vault.options({ sink: () => new Promise<void>(() => began()) }).options);
    await waiting;
    job.cancel();
    await expect(job.result).rejects.toMatchObject({ name: 'AbortError' });
    expect(readdirSync(vault.folder).filter(name => name.startsWith('image'))).toEqual([]);
  });

  it('reject with the very error that the sink threw', async () => {
    write('big', noise(3, 8 << 20));
    const failure = new Error('no room');
    await expect(vault.vault.backup(vault.options({ sink: () => Promise.reject(failure) }).options).result).rejects.toBe(failure);
  });

  it('wait while paused and finish after that', async () => {
    for (let i = 0; i < 200; i += 1) write(`f${i}`, `content ${i}`);
    const { options, entries } = vault.options();
    const job = vault.vault.backup(options);
    job.pause();
    job.resume();
    const { counts } = await job.result;
    expect(counts).toMatchObject({ new: 200, newFolders: 1 });
    expect(entries).toHaveLength(201);
    expect(job.progress()).toMatchObject({ filesDone: 201, filesTotal: 201, walkComplete: true });
  });

  it('name the file that they are at', async () => {
    write('large', noise(1, 12_000_000));
    const job = vault.vault.backup(vault.options().options);
    await job.result;
    expect(job.progress().currentPath?.toString()).toBe('large');
  });

  it('store metadata chunks behind what is open already', async () => {
    write('a', 'hello');
    const { options } = vault.options({ inlineBytes: 1 << 20 });
    const { open } = await vault.vault.backup(options).result;
    const chunk = noise(4, 1000);
    const stored = await vault.vault.storeMetadata({
      index: vault.index, chunks: [chunk], open, packBytes: 4 << 20, inlineBytes: 1 << 20, sink: pack => vault.keep(pack),
    }).result;
    const run = vault.vault.finishRun(stored.open, Buffer.from('{}'), { pad: true });
    vault.objects.set('runs/x', Buffer.concat(run.bytes));
    vault.index.add([{ name: 'runs/x', footer: run.footer }]);
    await vault.index.flush();
    expect(vault.content(stored.content).equals(chunk)).toBe(true);
    const table = vault.vault.readFooter(Buffer.concat(run.bytes), run.sizeBytes);
    expect('segments' in table && table.segments.map(segment => segment.type)).toEqual([1, 2, 2, 3, 5]);
  });

  it('store again what lies in excluded containers', async () => {
    write('a', 'hello');
    await vault.backup();
    vault.index.exclude(vault.index.containers());
    write('b', 'hello');
    const { outcome } = await vault.backup();
    expect(outcome.packs.length).toBeGreaterThan(0);
  });
});

describe('the engine', () => {
  it('locks a file for one holder at a time', () => {
    const vault = new NativeVaultFixture();
    const path = join(vault.folder, 'lock');
    const lock = vault.engine.lockFile(path);
    expect(lock).toBeDefined();
    expect(vault.engine.lockFile(path)).toBeUndefined();
    lock?.release();
    const again = vault.engine.lockFile(path);
    expect(again).toBeDefined();
    again?.release();
    vault.dispose();
  });

  it('opens what it sealed, and nothing that was changed', () => {
    const vault = new NativeVaultFixture();
    const sealed = vault.vault.seal('config', Buffer.from('settings'));
    expect(vault.vault.open('config', sealed).toString()).toBe('settings');
    expect(() => vault.vault.open('condemned', sealed)).toThrow(expect.objectContaining({ code: 'vault.damaged-object' }));
    const key = Buffer.alloc(32, 1);
    const nonce = Buffer.alloc(24, 2);
    const box = vault.engine.xaesSeal(key, nonce, Buffer.from('small'), Buffer.from('ad'));
    expect(vault.engine.xaesOpen(key, nonce, box, Buffer.from('ad'))?.toString()).toBe('small');
    expect(vault.engine.xaesOpen(key, nonce, box, Buffer.from('other'))).toBeUndefined();
    vault.dispose();
  });
});
