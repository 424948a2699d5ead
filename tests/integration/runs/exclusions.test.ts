import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SourceSettings } from '../../../src/core/backup/source-settings.js';
import type { Installation } from '../../property/support/installation.js';
import { RunWorld } from './run-world.js';

const FILES = ['a.txt', 'b.log', 'logs/c.log', 'modules/x/y.js', 'modules/z.js', '.hidden/secret', '.dot'];

describe('what a rule leaves out after it was saved', () => {
  let world: RunWorld;
  beforeEach(() => { world = new RunWorld(); });
  afterEach(() => world.dispose());

  const kinds = (installation: Installation, path: string) => installation.catalog.history('5'.repeat(32), path).map(({ kind }) => kind);

  async function saved(): Promise<Installation> {
    for (const path of FILES) world.write(path);
    const installation = await world.open();
    await installation.backUp();
    return installation;
  }

  const rules: readonly { readonly name: string; readonly rules: Partial<SourceSettings>; readonly left: readonly string[] }[] = [
    { name: 'an extension', rules: { excludedExtensions: ['log'] }, left: ['b.log', 'logs/c.log'] },
    { name: 'a folder', rules: { excludedPatterns: ['modules/'] }, left: ['modules/x/y.js', 'modules/z.js'] },
    { name: 'hidden files', rules: { excludeHidden: true }, left: ['.hidden/secret', '.dot'] },
  ];
  it.each(rules)('$name: the versions stay, nothing counts as deleted, and the run says how many it left out', async ({ rules: now, left }) => {
    const installation = await saved();
    for (const scope of [{ type: 'all' }, { type: 'folders', folders: ['', 'modules'] }, { type: 'paths', paths: [...left] }] as const) {
      const { counts } = await installation.backUp('manual', scope, { rules: now });
      expect({ type: scope.type, removed: counts.removed, removedFolders: counts.removedFolders, kept: counts.kept }).toEqual({ type: scope.type, removed: 0, removedFolders: 0, kept: left.length });
    }
    for (const path of left) expect(kinds(installation, path)).toEqual(['version']);
    expect(await world.differencesFromVault()).toEqual([]);
  });

  it('is looked at again when the rule goes, and costs no version if it is as it was', async () => {
    const installation = await saved();
    await installation.backUp('manual', { type: 'all' }, { rules: { excludedPatterns: ['modules/'] } });
    world.write('modules/z.js', 'changed while nobody looked');
    expect((await installation.backUp()).counts).toMatchObject({ new: 0, changed: 1, removed: 0, kept: 0 });
    expect(kinds(installation, 'modules/x/y.js')).toEqual(['version']);
    expect(kinds(installation, 'modules/z.js')).toEqual(['version', 'version']);
  });

  it('is deleted when it is seen to be gone: the folder that held it tells', async () => {
    const installation = await saved();
    const excluded = { rules: { excludedPatterns: ['modules/', '*.log'] } };
    await installation.backUp('manual', { type: 'all' }, excluded);
    rmSync(world.at('modules'), { recursive: true });
    rmSync(world.at('b.log'));
    const { counts } = await installation.backUp('manual', { type: 'all' }, excluded);
    expect(counts).toMatchObject({ removed: 3, kept: 1 });
    for (const path of ['modules/x/y.js', 'modules/z.js', 'b.log']) expect(kinds(installation, path)).toEqual(['version', 'tombstone']);
    expect(kinds(installation, 'logs/c.log')).toEqual(['version']);
  });

  it('is saved as it is now before a restore in place brings an earlier version back, and nothing beside it', async () => {
    const installation = await saved();
    const excluded = { rules: { excludedPatterns: ['modules/', '*.log'] } };
    for (const scope of [{ type: 'all' }, { type: 'folders', folders: ['modules', 'logs'] }, { type: 'paths', paths: ['b.log'] }] as const) {
      for (const path of ['modules/z.js', 'logs/c.log', 'b.log']) world.write(path, `${path} before ${scope.type}`);
      world.write('modules/never-saved.js');
      await installation.backUp('restore', scope, excluded);
    }
    expect([kinds(installation, 'modules/z.js'), kinds(installation, 'logs/c.log'), kinds(installation, 'b.log')].map(items => items.length)).toEqual([3, 3, 3]);
    expect(kinds(installation, 'modules/never-saved.js')).toEqual([]);
    expect(kinds(installation, 'modules/x/y.js')).toEqual(['version']);
  });

  it('does not count what lies below, however deep a folder of it is asked for', async () => {
    const installation = await saved();
    const excluded = { rules: { excludedPatterns: ['modules/'] } };
    for (const scope of [{ type: 'folders', folders: ['modules/x'] }, { type: 'paths', paths: ['modules/x/y.js', 'modules/x'] }] as const) {
      rmSync(world.at('modules/x'), { recursive: true, force: true });
      expect((await installation.backUp('continuous', scope, excluded)).counts).toMatchObject({ new: 0, changed: 0, removed: 0 });
    }
    expect(kinds(installation, 'modules/x/y.js')).toEqual(['version']);
  });
});
