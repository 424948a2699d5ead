import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { SqliteLocalState } from '../../../src/platform/catalog/index.js';
import type { AliveResult, NoticesResult } from '../../../src/wire/verbs/notice-results.js';
import { test } from '../../e2e/support/world.js';

const DAY_MS = 86_400_000;

describe('the check from outside', () => {
  test('says nothing while the agent runs and all is backed up', async ({ world }) => {
    const { pc } = world;
    writeFileSync(world.inSource('a'), 'a');
    await world.setUp();
    await pc.up();
    expect(await pc.json<AliveResult>(['check-alive'])).toMatchObject({ running: true, sources: [{ overdue: false }] });
    expect((await pc.call('notices.list', { all: true })).notices).toEqual([]);
  });

  test('says that the agent has not run for days, and that nothing was backed up, without one', async ({ world }) => {
    const { pc } = world;
    writeFileSync(world.inSource('a'), 'a');
    await world.setUp();
    const agent = await pc.up();
    await agent.stop();
    expect(await pc.json<AliveResult>(['check-alive'], { code: 1 })).toMatchObject({ running: false, sources: [{ overdue: false }] });
    expect(await pc.json<NoticesResult>(['notices', 'list'])).toMatchObject({ notices: [] }); // it was off for a moment only
    const state = SqliteLocalState.open(join(pc.home, 'state.db'));
    const schedule = state.settings.get('schedule-state') as { seen: { wallMs: number } };
    state.settings.set('schedule-state', { ...schedule, seen: { ...schedule.seen, wallMs: Date.now() - 2 * DAY_MS } });
    state.dispose();
    await pc.json<AliveResult>(['check-alive'], { code: 1 });
    expect(await pc.json<NoticesResult>(['notices', 'list'])).toMatchObject({ notices: [{ kind: 'agent-not-running', fate: 'told' }] });
  });
});
