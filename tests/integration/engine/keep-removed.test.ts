import { Buffer } from 'node:buffer';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { operations } from '../../../src/core/catalog/record-stream.js';
import { NativeVaultFixture, pathOf, type RunReport } from './native-vault-fixture.js';

/** What a run recorded: a path each, gone ones with a minus. */
const said = ({ entries }: RunReport) => entries.map(entry => `${entry.op === operations.tombstone ? '-' : '+'}${pathOf(entry)}`).toSorted();

describe('what is gone', () => {
  let vault: NativeVaultFixture;
  const at = (path: string): string => join(vault.root, path);
  const write = (path: string): void => {
    mkdirSync(join(at(path), '..'), { recursive: true });
    writeFileSync(at(path), path);
  };

  beforeEach(() => {
    vault = new NativeVaultFixture();
    for (const path of ['kept', 'gone', 'folder/deep/x', 'swapped/inner']) write(path);
  });
  afterEach(() => vault.dispose());

  const takeAway = () => {
    for (const path of ['gone', 'folder', 'swapped']) rmSync(at(path), { recursive: true });
    writeFileSync(at('swapped'), 'a file now');
  };

  it('is not recorded by a scan that keeps it, also not when it comes again, and is by the next one that does not', async () => {
    await vault.backup();
    takeAway();
    const keeping = await vault.backup({ keepRemoved: true });
    expect(said(keeping)).toEqual(['+', '+swapped', '-swapped/inner']); // the root itself changed; nothing can lie below a file
    expect(keeping.outcome.counts).toMatchObject({ removed: 1, removedFolders: 0, kept: 2 });
    expect(said(await vault.backup({ keepRemoved: true }))).toEqual([]);
    expect(said(await vault.backup({ keepRemoved: true, onlyFolders: [Buffer.from('folder')] }))).toEqual([]);
    const telling = await vault.backup();
    expect(said(telling)).toEqual(['-folder', '-folder/deep', '-folder/deep/x', '-gone']);
    expect(telling.outcome.counts).toMatchObject({ removed: 2, removedFolders: 2, kept: 0 });
  });

  it('is not recorded by a save of single paths that keeps it, and a scan finds it afterwards', async () => {
    const first = await vault.backup();
    const current = (path: string) => {
      const record = first.entries.find(entry => pathOf(entry) === path)?.record;
      return { path: Buffer.from(path), ...(record && { currentRecord: record }) };
    };
    takeAway();
    const { options, entries, errors } = vault.options({ generation: false, keepRemoved: true });
    const paths = ['folder', 'folder/deep', 'folder/deep/x', 'gone', 'swapped', 'swapped/inner'].map(current);
    const saved = await vault.commit(vault.vault.backupPaths({ ...options, paths }), { entries, errors });
    expect(said(saved)).toEqual(['+swapped', '-swapped/inner']);
    expect(said(await vault.backup())).toEqual(['+', '-folder', '-folder/deep', '-folder/deep/x', '-gone']);
  });

  it('keeps nothing of a name that comes back as another file', async () => {
    await vault.backup();
    rmSync(at('gone'));
    await vault.backup({ keepRemoved: true });
    writeFileSync(at('gone'), 'another');
    expect(said(await vault.backup({ keepRemoved: true }))).toEqual(['+', '+gone']);
  });
});
