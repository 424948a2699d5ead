import { fileURLToPath } from 'node:url';
import { describe, expect } from 'vitest';
import type { ListResult, WhyResult } from '../../src/wire/verbs/results.js';
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
