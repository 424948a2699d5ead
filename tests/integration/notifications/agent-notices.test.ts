import { renameSync, writeFileSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { eventually } from '../../e2e/support/eventually.js';
import type { Pc } from '../../e2e/support/pc.js';
import { test } from '../../e2e/support/world.js';

const unread = async (pc: Pc) => (await pc.call('notices.list', { all: false })).notices;
const isUnread = async (pc: Pc, kind: string) => (await unread(pc)).some(notice => notice.kind === kind && notice.fate === 'told');

describe('what happens to the agent', () => {
  test('a vault that is away is told of once, and taken back when it is there again', async ({ world }) => {
    const { pc, vault } = world;
    writeFileSync(world.inSource('a'), 'a');
    await world.setUp();
    await pc.up();
    renameSync(vault, `${vault}-away`);
    writeFileSync(world.inSource('b'), 'b');
    await eventually('it is told', 30_000, () => isUnread(pc, 'vault-unreachable'));
    expect((await unread(pc))[0]).toMatchObject({ saying: { values: { source: 'documents', location: vault } } });
    renameSync(`${vault}-away`, vault);
    await pc.call('backup', { paths: [] });
    expect(await unread(pc)).toEqual([]);
  });
});
