import { describe, expect, it } from 'vitest';
import type { Run, Version } from '../../../src/host/api/index.js';
import * as plugin from '../../../src/plugins/backup-commands/main.js';
import { previousVersion } from '../../../src/plugins/backup-commands/choose-version.js';
import { PluginBench } from './support/plugin-bench.js';

const version = (number: number, sizeBytes: number, state: Version['state'] = 'present'): Version => ({ version: number, state, savedMs: number, sizeBytes, modifiedMs: sizeBytes });
const run: Run = { number: '000001-0', source: 'documents', kind: 'manual', status: 'completed', startedMs: 0, files: 1, bytes: 1, failed: 0 };

describe('the previous version', () => {
  it('is the newest that differs from a file that is as it was saved', () => {
    expect(previousVersion([version(5, 50), version(4, 50), version(3, 30)], 'protected')?.version).toBe(3);
    expect(previousVersion([version(5, 50), version(4, 50)], 'protected')).toBeUndefined();
  });

  it('is the newest of all for a file that changed since, or is gone', () => {
    expect(previousVersion([version(5, 50), version(4, 40)], 'waiting')?.version).toBe(5);
    expect(previousVersion([version(6, 0, 'deleted'), version(5, 50)], 'not-there')?.version).toBe(5);
  });

  it('is never one that is dropped or says "deleted"', () => {
    expect(previousVersion([version(5, 50), version(4, 40, 'dropped'), version(3, 0, 'deleted'), version(2, 20)], 'protected')?.version).toBe(2);
    expect(previousVersion([], 'protected')).toBeUndefined();
  });
});

describe('the commands of the menu', () => {
  it('back up the selection, and say so to who clicked', async () => {
    const bench = await PluginBench.of(plugin, { runs: [run] });
    expect(await bench.run('backup-commands.backUp', { paths: ['/d/a'], origin: 'menu' })).toEqual({ runs: [run] });
    expect(bench.started).toEqual([['/d/a']]);
    expect(bench.notices).toEqual([{ kind: 'backup-commands.done', title: 'Backed up', text: 'documents: saved as it is now.' }]);
  });

  it('answer a program without a notice', async () => {
    const bench = await PluginBench.of(plugin, { runs: [run] });
    await bench.run('backup-commands.backUp', { origin: 'command-line' });
    expect(bench.notices).toEqual([]);
  });

  it('tell what could not be saved as a failure', async () => {
    const bench = await PluginBench.of(plugin, { runs: [{ ...run, status: 'incomplete', failed: 2 }] });
    await bench.run('backup-commands.backUp', { origin: 'menu' });
    expect(bench.notices).toEqual([{ kind: 'backup-commands.failed', title: 'Some files could not be saved', text: 'documents: 2 could not be saved. The others are safe.' }]);
  });

  it('restore the version asked for, or else the previous one', async () => {
    const bench = await PluginBench.of(plugin, { versions: { '/d/a': [version(5, 50), version(3, 30)] }, explanations: { '/d/a': 'protected' } });
    expect(await bench.run('backup-commands.restorePrevious', { paths: ['/d/a'] })).toMatchObject({ version: 3, restored: 1 });
    await bench.run('backup-commands.restorePrevious', { paths: ['/d/a'], extra: { version: 5 } });
    expect(bench.restores.map(({ version: wanted }) => wanted)).toEqual([3, 5]);
  });

  it('restore nothing without a file, for several, or without a version', async () => {
    const bench = await PluginBench.of(plugin, { versions: { '/d/a': [version(5, 50)] }, explanations: { '/d/a': 'protected' } });
    await expect(bench.run('backup-commands.restorePrevious')).rejects.toMatchObject({ code: 'commands.one-path-needed' });
    await expect(bench.run('backup-commands.restorePrevious', { paths: ['/d/a', '/d/b'] })).rejects.toMatchObject({ code: 'commands.one-path-needed' });
    await expect(bench.run('backup-commands.restorePrevious', { paths: ['/d/a'] })).rejects.toMatchObject({ code: 'commands.no-previous-version' });
    expect(bench.restores).toEqual([]);
  });

  it('say in the person\'s language why', async () => {
    const explanations = { '/d/a.txt': 'protected' } as const;
    const english = await PluginBench.of(plugin, { explanations });
    expect(await english.run('backup-commands.why', { paths: ['/d/a.txt', '/x'] })).toMatchObject({ text: '"a.txt": its present content is saved.\n"x": it lies in no protected folder.' });
    const japanese = await PluginBench.of(plugin, { explanations, language: 'ja' });
    await japanese.run('backup-commands.why', { paths: ['/d/a.txt'], origin: 'menu' });
    expect(japanese.notices).toEqual([{ kind: 'backup-commands.done', title: '保護の状態', text: '「a.txt」は今の内容が保存されています。' }]);
  });

  it('count what is too much to list', async () => {
    const bench = await PluginBench.of(plugin);
    const answer = await bench.run('backup-commands.why', { paths: Array.from({ length: 12 }, (_, at) => `/${at}`) }) as { readonly text: string };
    expect(answer.text.split('\n')).toHaveLength(11);
    expect(answer.text).toMatch(/and 2 more$/);
  });
});
