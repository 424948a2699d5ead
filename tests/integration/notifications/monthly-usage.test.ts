import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { SqliteLocalState } from '../../../src/platform/catalog/index.js';
import { eventually } from '../../e2e/support/eventually.js';
import type { Pc } from '../../e2e/support/pc.js';
import { test, type World } from '../../e2e/support/world.js';

const TOLD = 'monthly-usage';

/** As if the agent had told it last in a month, and not since. */
function lastTold(pc: Pc, month: string): void {
  const state = SqliteLocalState.open(join(pc.home, 'state.db'));
  state.settings.set(TOLD, month);
  state.dispose();
}

async function setUp(world: World): Promise<void> {
  writeFileSync(world.inSource('report.txt'), 'x'.repeat(250_000));
  await world.setUp();
}

const told = async (pc: Pc) => (await pc.call('notices.list', { all: true })).notices.filter(({ kind }) => kind === TOLD);

test('the usage of the vault is told once in a month, also after a restart', async ({ world }) => {
  const { pc, vault } = world;
  await setUp(world);
  lastTold(pc, '2026-01');
  const agent = await pc.up();
  const [notice] = await eventually('it is told', 20_000, async () => (await told(pc)).length === 1 && await told(pc));
  expect(notice).toMatchObject({ severity: 'information', saying: { values: { location: vault, logical: '250 KB', stored: expect.stringMatching(/^\d.* [KM]B$/), free: expect.stringMatching(/B$/), total: expect.stringMatching(/B$/) } } });
  await pc.json(['stop']);
  await agent.ended;
  const { stdout } = await pc.run(['notices', 'list', '--all']);
  expect(stdout).toMatch(/Storage in use \(\d{4}-\d{2}\)/);
  await pc.up();
  await pc.call('notify.test', { mail: false });
  expect(await told(pc)).toHaveLength(1);
});

test('nothing is told when it is switched off, and the month counts as told', async ({ world }) => {
  const { pc } = world;
  await setUp(world);
  lastTold(pc, '2026-01');
  await pc.json(['config', 'set', 'notices.monthlyUsage', 'false']);
  const agent = await pc.up();
  await pc.json(['stop']);
  await agent.ended;
  const state = SqliteLocalState.open(join(pc.home, 'state.db'));
  expect(state.settings.get(TOLD)).not.toBe('2026-01');
  expect(state.notices.list({ all: true, limit: 10 }).filter(({ kind }) => kind === TOLD)).toEqual([]);
  state.dispose();
});

test('a vault that is away is measured once it is there again', async ({ world }) => {
  const { pc, vault } = world;
  await setUp(world);
  lastTold(pc, '2026-01');
  renameSync(vault, `${vault}-away`);
  const first = pc.upUnwatched();
  await first.until('it runs', 20_000, ({ agent }) => agent === 'running');
  await pc.json(['stop']);
  await first.ended;
  renameSync(`${vault}-away`, vault);
  await pc.up();
  await eventually('it is told', 20_000, async () => (await told(pc)).length === 1);
});
