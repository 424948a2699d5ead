import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { MonthlyUsage } from '../../../src/agent/notices/usage.js';
import type { Workspace } from '../../../src/agent/workspace.js';
import { silentLogger } from '../../../src/base/logger.js';
import type { NewNotice } from '../../../src/notifications/notice.js';
import { SqliteLocalState } from '../../../src/platform/catalog/index.js';
import { noticeWords } from '../../../src/texts/notices/notice-words.js';
import { ManualClock } from '../../fakes/manual-clock.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** At noon, so that no time zone makes it another day. */
const noonOf = (date: string) => Date.parse(`${date}T12:00:00Z`);

let folder: string;
let state: SqliteLocalState;
const clock = new ManualClock(noonOf('2026-11-22'));
const told: NewNotice[] = [];
const preferences = { 'notices.monthlyUsage': true };
let isAway = false;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'usage-'));
  state = SqliteLocalState.open(join(folder, 'state.db'));
});
afterEach(() => {
  state.dispose();
  rmSync(folder, { recursive: true });
});

/** An agent that runs from now on, with a vault of three objects. */
function started(): MonthlyUsage {
  const store = {
    async* list() {
      for (const sizeBytes of [1_000, 2_000, 3_000]) yield { name: 'x', sizeBytes };
    },
    freeSpace: () => Promise.resolve({ freeBytes: 4_000, totalBytes: 10_000 }),
  };
  const use = () => (isAway ? Promise.reject(new Error('away')) : Promise.resolve({ session: { store } }));
  const workspace = {
    state, clock, logger: silentLogger, settings: { current: { preferences } }, installation: { vault: { location: '/v' } }, vault: { use }, catalog: { sources: () => [{ logicalBytes: 9_000 }] },
  } as unknown as Workspace;
  const usage = new MonthlyUsage(workspace, { raise: notice => `${told.push(notice)}` });
  usage.start();
  return usage;
}

const months = () => told.map(({ id }) => id?.slice('monthly-usage/'.length));

/** The agent runs for so long. */
async function running(ms: number): Promise<void> {
  const usage = started();
  await clock.advance(ms);
  await usage.dispose();
}

function offUntil(date: string): void {
  clock.shiftWall(noonOf(date) - clock.nowMs());
}

it('is told once in each month in which the PC is on, at its first start, and for no month that was missed', async () => {
  await running(3 * DAY_MS);
  expect(months()).toEqual([]); // who has just set it up knows
  await running(DAY_MS * 14);
  expect(months()).toEqual(['2026-12']);
  await running(DAY_MS);
  offUntil('2027-03-15');
  await running(HOUR_MS);
  await running(HOUR_MS);
  expect(months()).toEqual(['2026-12', '2027-03']);
  preferences['notices.monthlyUsage'] = false;
  offUntil('2027-04-02');
  await running(HOUR_MS);
  preferences['notices.monthlyUsage'] = true;
  await running(HOUR_MS);
  expect(months()).toEqual(['2026-12', '2027-03']); // switched on again in the middle of a month: from the next on
  offUntil('2027-05-01');
  isAway = true;
  await running(HOUR_MS);
  expect(months()).toHaveLength(2);
  isAway = false;
  await running(HOUR_MS);
  expect(months()).toEqual(['2026-12', '2027-03', '2027-05']);
  offUntil('2027-04-20'); // a clock that is set back
  await running(HOUR_MS);
  expect(months()).toHaveLength(3);
});

it('says what is used and free, and nothing of a plan that a folder does not have', () => {
  const { values = {} } = told[0] as NewNotice;
  expect(values).toEqual({ month: '2026-12', location: '/v', stored: '6.00 KB', logical: '9.00 KB', free: '4.00 KB', total: '10.0 KB' });
  expect(noticeWords('monthly-usage', { type: 'own', values }, 'ja').text).toBe('保管庫（/v）の使用容量: 6.00 KB。保存している版の合計: 9.00 KB。契約容量の上限はありません。ディスクの空き容量: 4.00 KB（全体10.0 KB）。');
});
