import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HoldBack } from '../../../src/agent/hold-back.js';
import { MISSED_BACKUPS, Scheduling } from '../../../src/agent/scheduling.js';
import { setUpVault } from '../../../src/agent/set-up.js';
import { addSource } from '../../../src/agent/sources.js';
import { statusVerb } from '../../../src/agent/verbs/status-verb.js';
import { openWorkspace, type Workspace } from '../../../src/agent/workspace.js';
import { EVERY_DAY, type ScheduleSettings } from '../../../src/core/schedule/schedule-settings.js';
import type { UpEvent } from '../../../src/wire/up-events.js';
import { eventually } from '../../e2e/support/eventually.js';
import { ManualClock } from '../../fakes/manual-clock.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const daily: ScheduleSettings = { on: true, time: '12:30', days: EVERY_DAY, catchUp: 'tell' };

/** A real workspace, engine, vault and history; only the clock is ours. */
describe('scheduled backups', () => {
  let folder: string;
  let clock: ManualClock;
  let boot = 1;
  let workspace: Workspace;
  let scheduling: Scheduling;
  let events: UpEvent[];
  let runsDone = 0;

  const vault = () => join(folder, 'vault');
  const open = async () => {
    const home = join(folder, 'home');
    process.env['MAMORI_CREDENTIALS'] = 'file';
    workspace = await openWorkspace({ home, address: '', program: 'test', surroundings: { platform: process.platform, environment: {}, userHome: folder, userId: -1 } }, { clock });
  };
  const start = () => {
    events = [];
    const now = () => ({ wallMs: clock.nowMs(), upMs: clock.nowMs() % (1000 * DAY_MS), bootId: String(boot), zone: 'UTC', chance: 0 });
    scheduling = new Scheduling({ workspace, moments: { now }, onEvent: event => events.push(event), afterRun: () => (runsDone += 1) });
    scheduling.start();
  };
  /** The history: number, slot's source, status. */
  const rows = () => workspace.state.activities.list({ kind: 'backup', limit: 100 }).toReversed()
    .map(({ number, branch, status, source }) => `${number}-${branch} ${workspace.settings.current.sources.find(({ id }) => id === source)?.name} ${status}`);
  const stop = async () => {
    await scheduling.dispose();
    await workspace.dispose();
  };
  const passHour = async () => {
    for (let minute = 0; minute < 60; minute += 1) await clock.advance(60_000);
  };

  /** Pauses the queue as soon as a run has begun, so that what comes next finds it at work. */
  const pauseWhenRunning = () => {
    const pausing = {
      runBegan: () => {
        workspace.queue.pause();
        workspace.runObservers.remove(pausing);
        return { records: () => undefined, committed: () => undefined, failed: () => undefined, cancelled: () => undefined };
      },
      forgetting: () => undefined,
    };
    workspace.runObservers.add(pausing);
  };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mamori-schedule-'));
    clock = new ManualClock(Date.parse('2026-11-22T12:00Z'));
    await open();
    await setUpVault(workspace, { location: vault(), device: 'pc', secret: undefined });
    for (const name of ['a', 'b']) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'file'), name);
      addSource(workspace, join(folder, name), undefined);
    }
    workspace.settings.setSchedule(daily, clock.nowMs());
    runsDone = 0;
    start();
  });

  afterEach(async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('run at their time, a row per source under one number', async () => {
    await passHour();
    await eventually('both sources are saved', 20_000, () => runsDone === 1);
    expect(rows()).toEqual(['1-0 a completed', '1-1 b completed']);
    expect(events.map(({ type }) => type)).toEqual(['backed-up', 'backed-up']);
  });

  it('keep their one number when a source fails', async () => {
    renameSync(join(folder, 'a'), join(folder, 'unplugged'));
    await passHour();
    await eventually('both sources have ended', 20_000, () => runsDone === 1);
    expect(rows()).toEqual(['1-0 a no-access', '1-1 b completed']);
    expect(events.map(({ type }) => type)).toEqual(['failed', 'backed-up']);
  });

  it('that were missed have rows with the missed time, and are told of once', async () => {
    await stop();
    clock.shiftWall(2 * DAY_MS);
    boot += 1;
    await open();
    start();
    expect(rows()).toEqual(['1-0 a pc-off', '1-1 b pc-off', '2-0 a pc-off', '2-1 b pc-off']);
    expect(events).toMatchObject([{ type: 'missed', madeUp: false, slots: [{ key: '2026-11-22T12:30', because: 'off' }, { key: '2026-11-23T12:30', because: 'off' }] }]);
    expect(workspace.state.outbox.open(MISSED_BACKUPS)).toHaveLength(1);
    await stop();
    await open();
    start();
    expect(rows()).toHaveLength(4);
    expect(events).toEqual([]);
  });

  it('are told of once, also when the crash came before the state was stored', async () => {
    const before = workspace.state.settings.get('schedule-state');
    await stop();
    clock.shiftWall(DAY_MS);
    boot += 1;
    await open();
    start();
    await scheduling.dispose();
    workspace.state.settings.set('schedule-state', before);
    start();
    expect(rows()).toEqual(['1-0 a pc-off', '1-1 b pc-off']);
    expect(workspace.state.outbox.open(MISSED_BACKUPS)).toHaveLength(1);
  });

  it('that ended with their process are known by the number they had', async () => {
    const [a, b] = workspace.settings.current.sources.map(({ id }) => id) as [string, string];
    await scheduling.dispose();
    const slot = '2026-11-22T12:30';
    const dueMs = Date.parse(`${slot}Z`);
    clock.shiftWall(35 * 60_000);
    workspace.state.activities.begin({ kind: 'backup', cause: 'scheduled', source: a, startedMs: dueMs, status: 'running', details: { slot } });
    const state = workspace.state.settings.get('schedule-state') as object;
    workspace.state.settings.set('schedule-state', {
      ...state, through: '2026-11-22', taken: [slot],
      running: { key: slot, kind: 'scheduled', dueMs, slots: [{ key: slot, dueMs }], sources: [a, b], results: [], suspended: false },
    });
    await workspace.dispose();
    await open();
    boot += 1;
    start();
    expect(rows()).toEqual(['1-0 a power-loss', '1-1 b earlier-interrupted']);
    expect(workspace.state.activities.running()).toEqual([]);
  });

  it('that ended with their process are said to run by nobody who opens the state again, with or without an agent', async () => {
    const [a] = workspace.settings.current.sources.map(({ id }) => id) as [string];
    await scheduling.dispose();
    clock.shiftWall(60_000);
    workspace.state.activities.begin({ kind: 'backup', cause: 'manual', source: a, startedMs: clock.nowMs(), status: 'running', details: {} });
    await workspace.dispose();
    await open();
    expect(workspace.state.activities.list({ kind: 'backup', limit: 1 })).toMatchObject([{ status: 'power-loss', finishedMs: clock.nowMs() }]);
    expect(workspace.state.activities.running()).toEqual([]);
  });

  it('wait for a vault that is away, and begin when it is back', async () => {
    await workspace.vault.use();
    renameSync(vault(), `${vault()}-unplugged`);
    clock.shiftWall(29 * 60_000);
    for (let minute = 0; minute < 5; minute += 1) {
      await clock.advance(60_000);
      await new Promise(resolve => setImmediate(resolve));
    }
    expect(rows()).toEqual([]);
    renameSync(`${vault()}-unplugged`, vault());
    await eventually('the run is done', 20_000, async () => {
      await clock.advance(60_000);
      return runsDone === 1;
    });
    expect(rows()).toEqual(['1-0 a completed', '1-1 b completed']);
  });

  it('wait during the pause window, and hold nobody else back', async () => {
    workspace.settings.setSchedule({ ...daily, pauseWindow: { from: '12:31', to: '12:40' } }, clock.nowMs());
    scheduling.settingsChanged();
    pauseWhenRunning();
    clock.shiftWall(29 * 60_000);
    await clock.advance(60_000);
    await eventually('the first source is at work', 20_000, () => workspace.queue.running?.progress !== undefined);
    await clock.advance(60_000);
    workspace.queue.resume();
    const others = workspace.queue.add({ subject: 'other', kind: 'restore', run: async () => 'done' });
    let other: string | undefined;
    void others.then(result => (other = result));
    await eventually('somebody else had a turn', 20_000, async () => {
      await clock.advance(1_000);
      return other !== undefined;
    });
    expect(runsDone).toBe(0);
    expect(workspace.state.activities.running()).toHaveLength(1);
    const { work } = await statusVerb({ workspace, protection: undefined, stop: undefined }, { paths: [] }, { signal: new AbortController().signal, onProgress: () => undefined });
    expect(work).toMatchObject({ kind: 'backup', waitsUntilMs: expect.any(Number) as number });
    clock.shiftWall(10 * 60_000);
    await eventually('the run is done', 20_000, async () => {
      await clock.advance(60_000);
      return runsDone === 1;
    });
    expect(rows()).toEqual(['1-0 a completed', '1-1 b completed']);
  });

  it('commit what they have before the PC sleeps, and go on after the wake', async () => {
    const holdBack = new HoldBack(workspace, scheduling);
    pauseWhenRunning();
    clock.shiftWall(30 * 60_000);
    await clock.advance(60_000);
    await eventually('the first source is at work', 20_000, () => workspace.queue.running?.progress !== undefined);
    let isHeld = false;
    void holdBack.hold(20_000).then(() => (isHeld = true));
    workspace.queue.resume();
    await eventually('nothing is half done', 20_000, async () => {
      await clock.advance(50);
      return isHeld;
    });
    expect([scheduling.isResting, workspace.queue.paused, runsDone]).toEqual([true, true, 0]);
    holdBack.release();
    await eventually('the run is done', 20_000, async () => {
      await clock.advance(1_000);
      return runsDone === 1;
    });
    expect(rows()).toEqual(['1-0 a completed', '1-1 b completed']);
  });

  it('that the person interrupts leave the later sources not run', async () => {
    workspace.queue.pause();
    clock.shiftWall(30 * 60_000);
    await clock.advance(60_000);
    await eventually('the first source is at work', 20_000, () => workspace.state.activities.running().length === 1);
    workspace.queue.cancel();
    workspace.queue.resume();
    await eventually('the run has ended', 20_000, () => runsDone === 1);
    expect(rows()).toEqual(['1-0 a interrupted', '1-1 b earlier-interrupted']);
  });
});
