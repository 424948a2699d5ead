import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PlannedRun } from '../../src/host/api/index.js';
import { runOf } from '../fakes/memory-host-services.js';
import { ManualClock } from '../fakes/manual-clock.js';
import { PLACES, PluginAgent } from './support/plugin-agent.js';

const never = new AbortController().signal;

describe.each(PLACES)('run hooks, %s', place => {
  let agent: PluginAgent;
  const planned = (kind: PlannedRun['kind'] = 'manual'): PlannedRun => ({ kind, sources: agent.services.sources.list() });
  beforeEach(() => {
    agent = new PluginAgent(place);
    agent.start(agent.fixture('everycall'));
  });
  afterEach(() => agent.dispose());

  it('are told of the sources they cover, and add folders to the run', async () => {
    await agent.do('before', { name: 'everycall.dump', folders: [{ name: 'Books dump' }] });
    const path = `${agent.root}/acme.everycall/Books dump`;
    expect(await agent.host.beforeRun(planned(), never)).toEqual({ folders: [{ name: 'Books dump', path, plugin: 'acme.everycall', hook: 'everycall.dump' }], problems: [] });
    expect(await agent.do('seen')).toEqual([{ kind: 'manual', sources: [planned().sources[0]] }]);
  });

  it('are not asked about runs that they do not cover', async () => {
    const letters = { kind: 'scheduled', sources: planned().sources.filter(({ name }) => name === 'Letters') } as const;
    expect(await agent.host.beforeRun(letters, never)).toEqual({ folders: [], problems: [] });
    expect(await agent.host.afterRun([runOf('Books', 1, 'scheduled'), runOf('Books', 2, 'continuous')], never)).toEqual([]);
    expect(agent.host.plugins()).toMatchObject([{ phase: 'inactive' }]);
  });

  it('that fail are problems with their rule and the plugin\'s own code, and never exceptions', async () => {
    await agent.do('before', { name: 'everycall.dump', failure: 'acme.everycall/no-database' });
    expect(await agent.host.beforeRun(planned(), never)).toMatchObject({
      folders: [], problems: [{ hook: 'everycall.dump', onFailure: 'skip', sources: ['Books'], failure: { code: 'plugin.hook-failed', data: { reason: 'acme.everycall/no-database' } } }],
    });
  });

  it('tell what went wrong without failing', async () => {
    const path = `${agent.root}/acme.everycall/dump`;
    await agent.do('before', { name: 'everycall.dump', folders: [{ name: 'dump' }], problems: [{ code: 'acme.everycall/slow', message: 'took long' }] });
    expect(await agent.host.beforeRun(planned(), never)).toMatchObject({
      folders: [{ name: 'dump', path }], problems: [{ onFailure: 'warn', sources: ['Books'], failure: { code: 'acme.everycall/slow', message: 'took long' } }],
    });
  });

  it('without an action are problems too', async () => {
    expect(await agent.host.beforeRun(planned(), never)).toMatchObject({ problems: [{ failure: { code: 'plugin.hook-failed', data: { reason: 'plugin.no-handler' } } }] });
  });

  it.each(['/etc', '../elsewhere', ''])('cannot add the folder %j, which is not below their storage', async where => {
    const path = where.startsWith('/') ? where : `${agent.root}/acme.everycall/${where}`;
    await agent.do('before', { name: 'everycall.dump', folders: [{ name: 'dump', path }] });
    expect(await agent.host.beforeRun(planned(), never)).toMatchObject({ folders: [], problems: [{ failure: { code: 'plugin.hook-failed' } }] });
  });

  it('cannot add two folders of one name', async () => {
    await agent.do('before', { name: 'everycall.dump', folders: [{ name: 'dump' }, { name: 'dump' }] });
    expect(await agent.host.beforeRun(planned(), never)).toMatchObject({ folders: [], problems: [{ failure: { code: 'plugin.hook-failed' } }] });
  });

  it('end with the run when it is cancelled, and with its reason', async () => {
    await agent.do('before', { name: 'everycall.dump', never: true });
    const abort = new AbortController();
    const reason = new Error('enough');
    const waiting = agent.host.beforeRun(planned(), abort.signal);
    await agent.do('capabilities');
    abort.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    expect(await agent.do<unknown[]>('seen')).toContain('aborted');
  });

  it('afterwards are told of the runs of their kinds, also after a failed run', async () => {
    await agent.do('after', { name: 'everycall.tell' });
    const failed = { ...runOf('Letters', 0), status: 'not-run', reason: 'store.full' } as const;
    expect(await agent.host.afterRun([runOf('Books', 1), failed, runOf('Books', 2, 'scheduled')], never)).toEqual([]);
    expect(await agent.do('seen')).toEqual([runOf('Books', 1), failed]);
  });
});

it('a hook that takes longer than its manifest says is given up and told to stop', async () => {
  const clock = new ManualClock();
  const agent = new PluginAgent('in this process', clock);
  agent.start(agent.fixture('everycall'));
  await agent.do('before', { name: 'everycall.dump', never: true });
  const outcome = agent.host.beforeRun({ kind: 'manual', sources: agent.services.sources.list() }, never);
  await agent.do('capabilities');
  await clock.advance(4999);
  expect(await agent.do<unknown[]>('seen')).not.toContain('aborted');
  await clock.advance(1);
  expect(await outcome).toMatchObject({ folders: [], problems: [{ onFailure: 'skip', failure: { code: 'plugin.hook-timeout', data: { limitSeconds: 5 } } }] });
  expect(await agent.do<unknown[]>('seen')).toContain('aborted');
  await agent.dispose();
});
