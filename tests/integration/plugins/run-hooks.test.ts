import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PluginRunHooks, type HookHost } from '../../../src/agent/plugins/run-hooks.js';
import { forgetVirtualSources, virtualSource } from '../../../src/agent/plugins/virtual-sources.js';
import { Scheduling } from '../../../src/agent/scheduling.js';
import { separateSources } from '../../../src/agent/separate-sources.js';
import { setUpVault } from '../../../src/agent/set-up.js';
import { addSource } from '../../../src/agent/sources.js';
import { backupVerb } from '../../../src/agent/verbs/backup-verb.js';
import type { VerbHost } from '../../../src/agent/verbs/verb.js';
import { openWorkspace, type Workspace } from '../../../src/agent/workspace.js';
import { CodedError } from '../../../src/base/coded-error.js';
import { EVERY_DAY } from '../../../src/core/schedule/schedule-settings.js';
import type { PlannedRun, Run } from '../../../src/host/api/index.js';
import type { BeforeRunOutcome, HookProblem } from '../../../src/host/main/run-hooks.js';
import { databaseErrors } from '../../../src/terms/errors/database-errors.js';
import { pluginErrors } from '../../../src/terms/errors/plugin-errors.js';
import type { UpEvent } from '../../../src/wire/up-events.js';
import { eventually } from '../../e2e/support/eventually.js';
import { ManualClock } from '../../fakes/manual-clock.js';

const PLUGIN = 'acme.dump';
const never = new AbortController().signal;

/** A host whose hooks do what the test says, and which notes what it is told. */
class ScriptedHost implements HookHost {
  readonly planned: PlannedRun[] = [];
  readonly ended: (readonly Run[])[] = [];
  answer: (signal: AbortSignal) => Promise<BeforeRunOutcome> = async () => ({ folders: [], problems: [] });

  async beforeRun(planned: PlannedRun, signal: AbortSignal): Promise<BeforeRunOutcome> {
    this.planned.push(planned);
    return this.answer(signal);
  }

  async afterRun(runs: readonly Run[]): Promise<readonly HookProblem[]> {
    this.ended.push(runs);
    return [];
  }
}

/** A real workspace, engine, vault and history; only the plugins and the clock are ours. */
describe('hooks around runs', () => {
  let folder: string;
  let clock: ManualClock;
  let workspace: Workspace;
  let host: ScriptedHost;

  const open = async () => {
    const place = { home: join(folder, 'home'), address: '', program: 'test', surroundings: { platform: process.platform, environment: {}, userHome: folder, userId: -1 } };
    workspace = await openWorkspace(place, { clock });
    workspace.runHooks = new PluginRunHooks(workspace, host);
  };
  beforeEach(async () => {
    process.env['MAMORI_CREDENTIALS'] = 'file';
    folder = mkdtempSync(join(tmpdir(), 'mamori-hooks-'));
    clock = new ManualClock(Date.parse('2026-11-22T12:00Z'));
    host = new ScriptedHost();
    await open();
    await setUpVault(workspace, { location: join(folder, 'vault'), device: 'pc', secret: undefined });
    for (const name of ['a', 'b']) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'file'), name);
      addSource(workspace, join(folder, name), undefined);
    }
  });
  afterEach(async () => {
    await workspace.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  const dumps = (text: string) => {
    const path = join(folder, 'home', 'plugin-storage', PLUGIN, 'dumps');
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'shop.dump'), text);
    return { plugin: PLUGIN, hook: 'dump.before', name: 'Databases', path } as const;
  };
  const problem = (onFailure: HookProblem['onFailure'], sources = ['a', 'b']): HookProblem => ({
    plugin: PLUGIN, hook: 'dump.before', onFailure, sources,
    failure: CodedError.of(pluginErrors, 'plugin.hook-failed', 'no dump', { cause: CodedError.of(databaseErrors, 'database.dump-failed', 'refused') }),
  });
  const backUp = (paths: readonly string[] = []) => Promise.resolve(backupVerb({ workspace } as VerbHost, { paths: [...paths] }, { signal: never, onProgress() {} }));
  const rows = () => workspace.state.activities.list({ kind: 'backup', limit: 100 }).toReversed()
    .map(({ number, branch, cause, status, details }) => `${number}-${branch} ${(details as { readonly name: string }).name} ${cause} ${status}`);

  it('add what they made to a run of whole sources, under its number', async () => {
    host.answer = async () => ({ folders: [dumps('one')], problems: [] });
    const { runs, errors } = await backUp();
    expect(errors).toEqual([]);
    expect(runs.map(({ number, source, status }) => `${number} ${source} ${status}`)).toEqual(['000001-0 Databases completed', '000001-1 a completed', '000001-2 b completed']);
    expect(host.planned).toMatchObject([{ kind: 'manual', sources: [{ name: 'a' }, { name: 'b' }] }]);
    expect(host.ended).toMatchObject([[{ source: 'Databases', status: 'completed' }, { source: 'a' }, { source: 'b' }]]);
  });

  it('are not asked for a file that a person backs up, and for a whole folder they are', async () => {
    await backUp([join(folder, 'a', 'file')]);
    expect(host.planned).toEqual([]);
    await backUp([join(folder, 'b')]);
    expect(host.planned).toMatchObject([{ sources: [{ name: 'b' }] }]);
  });

  it('begin once a pause is over, which is told of at once; a run that is given up meanwhile never asks them', async () => {
    workspace.queue.pause();
    const steps: string[] = [];
    const run = Promise.resolve(backupVerb({ workspace } as VerbHost, { paths: [] }, { signal: never, onProgress: ({ step }) => void steps.push(step) }));
    const givenUp = new AbortController();
    const other = Promise.resolve(backupVerb({ workspace } as VerbHost, { paths: [] }, { signal: givenUp.signal, onProgress() {} }));
    givenUp.abort();
    await expect(other).rejects.toMatchObject({ name: 'AbortError' });
    expect(steps).toEqual(['paused']);
    expect(host.planned).toEqual([]);
    workspace.queue.resume();
    expect((await run).runs.map(({ status }) => status)).toEqual(['completed', 'completed']);
    expect(host.planned).toHaveLength(1);
    expect(steps.slice(0, 2)).toEqual(['paused', 'opening']);
  });

  it('continue one history, which is not in the settings, and is found again after a reinstallation', async () => {
    host.answer = async () => ({ folders: [dumps('one')], problems: [] });
    const first = (await backUp()).runs[0];
    await workspace.dispose();
    await open();
    host.answer = async () => ({ folders: [dumps('two')], problems: [] });
    expect((await backUp()).runs[0]).toMatchObject({ sourceId: first?.sourceId, sequence: 2, changed: 1 });
    expect(workspace.settings.current.sources.map(({ name }) => name)).toEqual(['a', 'b']);
    forgetVirtualSources(workspace);
    expect(virtualSource(workspace, dumps('three')).id).toBe(first?.sourceId);
  });

  it('begin a new history on a copy of this installation', async () => {
    host.answer = async () => ({ folders: [dumps('one')], problems: [] });
    const first = (await backUp()).runs[0];
    await separateSources(workspace, 'copy');
    expect((await backUp()).runs[0]).toMatchObject({ source: 'Databases', sequence: 1 });
    expect((await backUp()).runs[0]?.sourceId).not.toBe(first?.sourceId);
  });

  it('that warn leave the run incomplete, with their problem in it', async () => {
    host.answer = async () => ({ folders: [dumps('last good one')], problems: [problem('warn')] });
    const { runs, errors } = await backUp();
    expect(runs).toMatchObject([{ source: 'Databases', status: 'incomplete', reason: 'communication-error', failed: 1, files: 1 }, { status: 'completed' }, { status: 'completed' }]);
    expect(errors).toMatchObject([{ path: dumps('').name, code: 'database.dump-failed' }]);
    const id = runs[0]?.sourceId ?? '';
    expect(workspace.catalog.runErrors(id, 1)).toMatchObject([{ path: '', code: 'database.dump-failed' }]); // as sealed in the vault
  });

  it('that warn with nothing made have a row of their own', async () => {
    host.answer = async () => ({ folders: [], problems: [problem('warn')] });
    const { runs, errors } = await backUp();
    expect(runs.map(({ number, status }) => `${number} ${status}`)).toEqual(['000001-1 completed', '000001-2 completed']);
    expect(errors).toEqual([{ path: PLUGIN, code: 'database.dump-failed', message: 'no dump' }]);
    expect(rows()).toEqual([`1-0 ${PLUGIN} manual communication-error`, '1-1 a manual completed', '1-2 b manual completed']);
  });

  it('that skip leave out what they cover, and no more', async () => {
    host.answer = async () => ({ folders: [], problems: [problem('skip', ['a'])] });
    const { runs, errors } = await backUp();
    expect(runs.map(({ source }) => source)).toEqual(['b']);
    expect(errors).toMatchObject([{ path: PLUGIN, code: 'database.dump-failed' }]);
    expect(rows()).toEqual(['1-0 a manual communication-error', '1-1 b manual completed']);
    expect(host.ended).toMatchObject([[{ source: 'b', status: 'completed' }, { source: 'a', status: 'not-run' }]]);
  });

  it('that fail end the run before it began, and are told of its end', async () => {
    host.answer = async () => ({ folders: [dumps('other')], problems: [problem('fail')] });
    await expect(backUp()).rejects.toMatchObject({ code: 'database.dump-failed' });
    expect(rows()).toEqual(['1-0 a manual communication-error', '1-1 b manual communication-error']);
    expect(host.ended).toMatchObject([[{ source: 'a', status: 'not-run' }, { source: 'b', status: 'not-run' }]]);
    expect(workspace.catalog.sources()).toEqual([]);
  });

  describe('of the schedule', () => {
    let scheduling: Scheduling;
    let events: UpEvent[];
    let runsDone = 0;

    beforeEach(() => {
      events = [];
      runsDone = 0;
      workspace.settings.setSchedule({ on: true, time: '12:30', days: EVERY_DAY, catchUp: 'tell' }, clock.nowMs());
      const now = () => ({ wallMs: clock.nowMs(), upMs: clock.nowMs() % 86_400_000_000, bootId: '1', zone: 'UTC', chance: 0 });
      scheduling = new Scheduling({ workspace, moments: { now }, onEvent: event => events.push(event), afterRun: () => (runsDone += 1) });
      scheduling.start();
    });
    afterEach(() => scheduling.dispose());

    const passHour = async () => {
      for (let minute = 0; minute < 60; minute += 1) await clock.advance(60_000);
    };
    const ended = () => eventually('the run has ended and its hooks know', 20_000, () => runsDone === 1 && host.ended.length === 1);

    it('are asked once a run, before its first source', async () => {
      host.answer = async () => ({ folders: [dumps('one')], problems: [] });
      await passHour();
      await ended();
      expect(rows()).toEqual(['1-0 Databases scheduled completed', '1-1 a scheduled completed', '1-2 b scheduled completed']);
      expect(host.planned).toMatchObject([{ kind: 'scheduled', sources: [{ name: 'a' }, { name: 'b' }] }]);
      expect(host.ended[0]?.map(({ source, kind }) => `${source} ${kind}`)).toEqual(['Databases scheduled', 'a scheduled', 'b scheduled']);
    });

    it('are asked only when the pause window is over', async () => {
      workspace.settings.setSchedule({ on: true, time: '12:30', days: EVERY_DAY, catchUp: 'tell', pauseWindow: { from: '12:00', to: '12:45' } }, clock.nowMs());
      scheduling.settingsChanged();
      for (let minute = 0; minute < 40; minute += 1) await clock.advance(60_000);
      expect(host.planned).toEqual([]);
      await eventually('the run is done', 20_000, async () => {
        await clock.advance(60_000);
        return runsDone === 1;
      });
      expect(host.planned).toHaveLength(1);
      expect(rows()).toEqual(['1-0 a scheduled completed', '1-1 b scheduled completed']);
    });

    it('that skip or fail are the outcome of the slot', async () => {
      host.answer = async () => ({ folders: [], problems: [problem('fail')] });
      await passHour();
      await ended();
      expect(rows()).toEqual(['1-0 a scheduled communication-error', '1-1 b scheduled communication-error']);
      expect(events).toMatchObject([{ type: 'failed', source: 'a', code: 'database.dump-failed' }, { type: 'failed', source: 'b', code: 'database.dump-failed' }]);
    });

    it('end with a run that is interrupted', async () => {
      const stopped = Promise.withResolvers<unknown>();
      host.answer = signal => new Promise((_resolve, reject) => signal.addEventListener('abort', () => {
        stopped.resolve(signal.reason);
        reject(signal.reason as Error);
      }));
      await passHour();
      await eventually('the hook is at work', 20_000, () => host.planned.length === 1);
      scheduling.hear({ type: 'interrupt' });
      await stopped.promise;
      await eventually('the run has ended', 20_000, () => rows().length === 2);
      expect(rows()).toEqual(['1-0 a scheduled interrupted', '1-1 b scheduled earlier-interrupted']);
      expect(host.ended).toMatchObject([[{ source: 'a', status: 'not-run' }, { source: 'b', status: 'not-run' }]]);
    });
  });
});
