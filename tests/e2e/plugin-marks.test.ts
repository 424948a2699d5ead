import { fileURLToPath } from 'node:url';
import { describe, expect } from 'vitest';
import type { ListResult, WhyResult } from '../../src/wire/verbs/results.js';
import { eventually } from './support/eventually.js';
import { marksOf } from './support/file-manager-marks.js';
import { write } from './support/sample-trees.js';
import { test } from './support/world.js';

const PLUGIN = fileURLToPath(new URL('../fixtures/plugins/marks-and-filters', import.meta.url));
const ID = 'acme.marks-and-filters';

describe('what plugins say of paths', { timeout: 120_000 }, () => {
  test('is told by why, beside what is true of the backup, and ends with the plugin', async ({ world }) => {
    write(world.source, 'contract.txt', 'draft');
    await world.setUp();
    await world.pc.json(['plugin', 'install', PLUGIN, '--yes']);
    await world.pc.up();
    const file = world.inSource('contract.txt');
    const marks = async () => (await world.pc.json<readonly WhyResult[]>(['why', file]))[0]?.marks;
    const mark = () => world.pc.json(['plugin', 'run', 'marks-and-filters.mark', file]);
    expect(await marks()).toBeUndefined();
    await mark();
    expect(await marks()).toEqual([{ plugin: ID, state: 'problem', reason: 'waits for a signature' }]);
    expect((await world.pc.run(['why', file])).stdout).toContain('waits for a signature');
    await world.pc.json(['plugin', 'run', 'marks-and-filters.unmark']);
    expect(await marks()).toBeUndefined();
    await mark();
    await world.pc.json(['plugin', 'disable', ID]);
    expect(await marks()).toBeUndefined();
  });
});

describe('what plugins say of paths, in file managers', { timeout: 120_000 }, () => {
  test('is drawn at once, on the folders above too, and ends with the plugin, whatever ended it', async ({ world }) => {
    write(world.source, 'office/contract.txt', 'draft');
    write(world.source, 'office/letter.txt', 'said');
    await world.setUp();
    await world.pc.json(['plugin', 'install', PLUGIN, '--yes']);
    const agent = await world.pc.up();
    const marks = await marksOf(world.pc);
    const [file, other, folder] = ['office/contract.txt', 'office/letter.txt', 'office'].map(path => world.inSource(path)) as [string, string, string];
    const run = (command: string, ...paths: readonly string[]) => agent.call('command.run', { command: `marks-and-filters.${command}`, paths: [...paths], origin: 'menu' });
    const calm = async () => {
      for (const path of [file, folder, world.source]) await marks.shows(path, 'protected');
    };
    await calm();
    await run('mark', file, world.inSource('office/not-there.txt'), world.folder);
    for (const path of [file, folder, world.source, world.inSource('office/not-there.txt')]) await marks.shows(path, 'problem');
    expect([other, world.folder].map(marks.mark)).toEqual(['protected', 'outside']);
    write(world.source, 'office/contract.txt', 'signed'); // saving it is nothing that the plugin said anything of
    await eventually('it is saved', 30_000, async () => (await agent.call('versions', { path: file })).versions.length === 2);
    expect(marks.mark(file)).toBe('problem');
    await run('unmark');
    await calm();
    await run('work', file);
    for (const path of [file, folder]) await marks.shows(path, 'in-progress');
    await agent.call('plugin.disable', { plugin: ID });
    await calm();
    await agent.call('plugin.enable', { plugin: ID });
    await run('mark', file);
    await marks.shows(folder, 'problem');
    await run('crash').catch(() => undefined);
    await calm();
    await agent.stop();
    await marks.dispose();
  });
});

describe('a filter that a plugin contributes', { timeout: 120_000 }, () => {
  test('leaves nothing out before it is switched on, and then what it names', async ({ world }) => {
    write(world.source, 'letter.draft', 'unsaid');
    write(world.source, 'letter.txt', 'said');
    await world.setUp();
    await world.pc.json(['plugin', 'install', PLUGIN, '--yes']);
    const names = async () => (await world.pc.json<ListResult>(['ls', world.source])).entries.map(({ name }) => name);
    expect(await names()).toContain('letter.draft');
    await world.pc.json(['config', 'set', 'exclude.filters', '["marks-and-filters.drafts"]']);
    write(world.source, 'other.draft', 'unsaid too');
    await world.pc.json(['backup']);
    expect(await names()).not.toContain('other.draft');
    const [why] = await world.pc.json<readonly WhyResult[]>(['why', world.inSource('other.draft')]);
    expect(why).toMatchObject({ answer: 'excluded', rule: '*.draft' });
  });

  test('has to exist', async ({ world }) => {
    await world.setUp();
    expect(await world.pc.failure(['config', 'set', 'exclude.filters', '["acme.nothing"]'])).toBe('plugin.unknown-contribution');
  });
});
