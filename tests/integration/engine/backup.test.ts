import { Buffer } from 'node:buffer';
import {
  chmodSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { operations } from '../../../src/core/catalog/record-stream.js';
import { NativeVaultFixture, noise, pathOf, recordOf } from './native-vault-fixture.js';

/** Long ago, so that no entry is racy: git's rule makes what changed within 2 s of a scan be read again. */
const LONG_AGO = 1_600_000_000;

describe('a backup by the engine', () => {
  let vault: NativeVaultFixture;
  const at = (path: string): string => join(vault.root, path);
  const write = (path: string, content: string | Buffer, mtime = LONG_AGO): void => {
    writeFileSync(at(path), content);
    utimesSync(at(path), mtime, mtime);
  };

  beforeEach(() => { vault = new NativeVaultFixture(); });
  afterEach(() => vault.dispose());

  it('stores every file so that its bytes come back from what the sink got', async () => {
    const contents = new Map<string, Buffer>([
      ['a.txt', Buffer.from('hello')], ['empty', Buffer.alloc(0)], ['b/c.txt', Buffer.from('x'.repeat(5000))],
      ['b/random.bin', noise(1, 300_000)], ['large.bin', noise(1, 20 << 20)],
    ]);
    mkdirSync(at('b'));
    for (const [path, content] of contents) write(path, content);

    const { outcome, entries, errors } = await vault.backup();

    expect(errors).toEqual([]);
    expect(entries.map(pathOf)).toEqual(['', 'a.txt', 'b', 'empty', 'large.bin', 'b/c.txt', 'b/random.bin']);
    expect(vault.stream(outcome.records)).toEqual(entries);
    for (const [path, content] of contents) {
      const record = recordOf(entries, path);
      expect(record).toMatchObject({ kind: 'file', generation: true, torn: false, size: content.length, mtimeNs: BigInt(LONG_AGO) * 1_000_000_000n });
      expect(vault.fileContent(record).equals(content)).toBe(true);
    }
    expect(outcome.counts).toMatchObject({ files: 5, directories: 2, new: 5, newFolders: 2, changed: 0, removed: 0, failed: 0 });
    expect([...vault.objects.keys()].filter(name => name.startsWith('packs/')).toSorted()).toEqual(outcome.packs.map(pack => pack.name).toSorted());
  });

  it('finds nothing to do the second time', async () => {
    write('a.txt', 'hello');
    const ahead = new Date(Date.now() + 3_600_000);
    await vault.backup();
    utimesSync(at('a.txt'), ahead, ahead); // its change time is recent now, which makes the entry racy once
    await vault.backup();
    const { outcome, entries } = await vault.backup();
    expect(entries).toEqual([]);
    expect(outcome.packs).toEqual([]);
    expect(outcome.counts).toMatchObject({ new: 0, changed: 0, removed: 0, unchanged: 1 });
  });

  it('records changes, removals and moves, and says when only metadata changed', async () => {
    mkdirSync(at('d'));
    for (const name of ['changed', 'removed', 'moved', 'touched', 'kept']) write(name, name.repeat(100));
    await vault.backup();

    write('changed', 'other', LONG_AGO + 1);
    rmSync(at('removed'));
    renameSync(at('moved'), at('d/moved-here'));
    chmodSync(at('touched'), 0o600);
    const { entries, outcome } = await vault.backup();

    const ops = Object.fromEntries(entries.map(entry => [pathOf(entry), entry.op]));
    expect(ops).toEqual({
      '': operations.put, changed: operations.put, d: operations.put, 'd/moved-here': operations.put, moved: operations.tombstone,
      removed: operations.tombstone, touched: operations.put,
    });
    expect(recordOf(entries, 'd/moved-here').movedFrom?.toString()).toBe('moved');
    expect(recordOf(entries, 'touched')).toMatchObject({ metadataOnly: true, mode: 0o600 });
    expect(recordOf(entries, 'changed').metadataOnly).toBe(false);
    expect(vault.fileContent(recordOf(entries, 'd/moved-here')).toString()).toBe('moved'.repeat(100));
    expect(outcome.counts).toMatchObject({ removed: 2 });
  });

  it('finds a change that kept size and time', async () => {
    write('a', 'one');
    await vault.backup();
    write('a', 'two');
    const { entries } = await vault.backup();
    expect(entries.map(pathOf)).toContain('a');
    expect(vault.fileContent(recordOf(entries, 'a')).toString()).toBe('two');
  });

  it('stores equal content once, whatever the files are called', async () => {
    const content = noise(1, 20_000);
    for (let i = 0; i < 50; i += 1) write(`copy-${i}`, content);
    const { outcome, entries } = await vault.backup();
    expect(outcome.counts.storedBytes).toBeLessThan(40_000);
    expect(vault.fileContent(recordOf(entries, 'copy-49')).equals(content)).toBe(true);
  });

  it('keeps links, hard links, holes and names that are no UTF-8', async () => {
    write('file', 'content');
    symlinkSync('../nowhere', at('link'));
    linkSync(at('file'), at('second-name'));
    writeFileSync(at('sparse'), '');
    truncateSync(at('sparse'), 1 << 20);
    writeFileSync(Buffer.concat([Buffer.from(`${vault.root}/`), Buffer.from([0x66, 0xff, 0xfe])]), 'odd');

    const { entries } = await vault.backup();

    expect(recordOf(entries, 'link')).toMatchObject({ kind: 'symlink' });
    expect(recordOf(entries, 'link').target?.toString()).toBe('../nowhere');
    const group = recordOf(entries, 'file').hardLink;
    expect(group).toHaveLength(8);
    expect(recordOf(entries, 'second-name').hardLink).toEqual(group);
    expect(recordOf(entries, 'sparse')).toMatchObject({ sparse: true, size: 1 << 20 });
    expect(vault.fileContent(recordOf(entries, 'sparse')).equals(Buffer.alloc(1 << 20))).toBe(true);
    expect(recordOf(entries, 'f\xff\xfe').size).toBe(3);
  });

  it('keeps small runs open for the run object', async () => {
    write('a', 'hello');
    const { outcome, entries } = await vault.backup({ inlineBytes: 1 << 20 });
    expect(outcome.packs).toEqual([]);
    expect(outcome.open?.sizeBytes).toBeGreaterThan(0);
    expect(vault.fileContent(recordOf(entries, 'a')).toString()).toBe('hello');
  });

  it('looks only at the folders it is given', async () => {
    mkdirSync(at('in'));
    mkdirSync(at('out'));
    write('in/a', '1');
    write('out/b', '1');
    await vault.backup();
    write('in/a', 'changed', LONG_AGO + 1);
    write('out/b', 'changed', LONG_AGO + 1);
    const partial = await vault.backup({ onlyFolders: [Buffer.from('in')] });
    expect(partial.entries.map(pathOf)).toContain('in/a');
    expect(partial.entries.map(pathOf)).not.toContain('out/b');
    const whole = await vault.backup();
    expect(whole.entries.map(pathOf)).toContain('out/b');
  });

  it('goes back to the state of the last commit when a run was not committed', async () => {
    write('a', 'one');
    await vault.backup();
    write('a', 'two', LONG_AGO + 1);
    await vault.vault.backup(vault.options().options).result; // no commitImage
    const { entries } = await vault.backup();
    expect(entries.map(pathOf)).toContain('a');
  });

  it('leaves excluded files out', async () => {
    mkdirSync(at('vault'));
    write('vault/x', 'x');
    write('a.tmp', 'x');
    write('b.txt', 'x');
    const { entries } = await vault.backup({
      exclusions: { extensions: ['tmp'], hidden: false, subtrees: [Buffer.from(at('vault'))], patterns: [], oneFileSystem: true },
    });
    expect(entries.map(pathOf)).toEqual(['', 'b.txt']);
  });

  it('refuses a source that is gone', async () => {
    rmSync(vault.root, { recursive: true });
    await expect(vault.vault.backup(vault.options().options).result).rejects.toMatchObject({ name: 'CodedError', code: 'scan.root-gone' });
  });

  it('begins anew without an image, and with one that is damaged', async () => {
    write('a', 'one');
    await vault.backup();
    writeFileSync(vault.imagePath, readFileSync(vault.imagePath).subarray(0, 80));
    const attempt = vault.vault.backup(vault.options().options).result;
    await attempt.catch(() => undefined); // a damaged image ends one run at most
    const { entries } = await vault.backup();
    expect(entries.map(pathOf)).toContain('a');
  });
});
