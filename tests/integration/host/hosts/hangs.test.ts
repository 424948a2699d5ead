import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOST_LIMITS } from '../../../../src/host/main/hosts/limits.js';
import { ManualClock } from '../../../fakes/manual-clock.js';
import { PluginWorld } from './support/plugin-world.js';

let clock: ManualClock;
let world: PluginWorld;
beforeEach(() => {
  clock = new ManualClock();
  world = new PluginWorld(clock);
});
afterEach(async () => {
  const disposed = world.dispose();
  await clock.advance(HOST_LIMITS.deactivateMs + HOST_LIMITS.exitMs);
  await disposed;
});

const failureOf = (call: Promise<unknown>) => call.then(() => undefined, (failure: unknown) => failure);
const toVerdict = () => clock.advance(HOST_LIMITS.pingEveryMs + HOST_LIMITS.verdictMs);
const crashes = () => world.logged('extension host crashed');

describe('a plugin that does not come back', () => {
  it.each([
    ['from an endless loop', 'loop', 'looping'],
    ['from waiting in a blocked thread', 'wait', 'waiting'],
  ])('%s is found out by its silence, and its stack is in the record', async (_, what, words) => {
    world.start([world.plugin('trouble')]);
    const call = failureOf(world.run('trouble', { what }));
    await world.wrote(words);
    await toVerdict();
    expect(await call).toMatchObject({ code: 'plugin.unresponsive' });
    await world.until(() => crashes().length === 1 && world.phaseOf('acme.trouble') === 'active');
    expect(crashes()[0]).toMatchObject({ cause: 'unresponsive', suspects: ['acme.trouble'], profile: { stack: expect.stringContaining('trouble/index.js'), cpuMs: expect.any(Number) } });
    expect(await world.run('trouble', { what: 'pid' })).toBeTypeOf('number');
  });

  it('from activate fails its event in time, and its host is killed', async () => {
    world.start([world.plugin('stuck-start')]);
    const call = failureOf(world.run('stuck-start'));
    await world.wrote('looping');
    await clock.advance(HOST_LIMITS.activateMs);
    expect(await call).toMatchObject({ code: 'plugin.activation-failed', data: { detail: 'time limit' } });
    await clock.advance(HOST_LIMITS.pingEveryMs + HOST_LIMITS.verdictMs - HOST_LIMITS.activateMs);
    await world.until(() => crashes().length === 1 && world.phaseOf('acme.stuck-start') === 'inactive');
    expect(crashes()[0]).toMatchObject({ cause: 'unresponsive', suspects: ['acme.stuck-start'], profile: { stack: expect.stringContaining('stuck-start/index.js') } });
    expect(world.hosts.hosts).toBe(0);
  });

  it('holds up neither the agent nor other hosts', async () => {
    world.start([world.plugin('trouble'), world.plugin('steady', { granted: ['secrets'] })]);
    await world.run('steady');
    const call = failureOf(world.run('trouble', { what: 'loop' }));
    await world.wrote('looping');
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    for (let round = 0; round < 500; round++) expect(await world.run('steady', round)).toMatchObject({ echo: round });
    await toVerdict();
    expect(await call).toMatchObject({ code: 'plugin.unresponsive' });
    await world.until(() => crashes().some(({ suspects }) => String(suspects) === 'acme.trouble'));
    delay.disable();
    expect(delay.percentile(99) / 1e6).toBeLessThan(250);
  });

  it('while it is busy for a time, but answers, is left alone', async () => {
    world.start([world.plugin('trouble')]);
    const abort = new AbortController();
    const call = failureOf(world.run('trouble', { what: 'never' }, abort.signal));
    await world.until(() => world.phaseOf('acme.trouble') === 'active');
    for (let round = 0; round < 5; round++) {
      await clock.advance(HOST_LIMITS.pingEveryMs);
      await world.run('trouble', { what: 'pid' }); // behind the ping: that one has been answered, too
    }
    expect(crashes()).toEqual([]);
    abort.abort(new Error('not wanted any more'));
    expect(await call).toMatchObject({ message: 'not wanted any more' });
  });
});

describe('activation', () => {
  it('that takes too long fails its event; the plugin is told and disposed of, and its host ends', async () => {
    world.start([world.plugin('slow-start')]);
    const call = failureOf(world.run('slow-start'));
    await world.wrote('starting');
    await clock.advance(HOST_LIMITS.activateMs);
    expect(await call).toMatchObject({ code: 'plugin.activation-failed' });
    await world.until(() => world.phaseOf('acme.slow-start') === 'inactive');
    await world.wrote('told to stop\ndisposed');
    expect(world.hosts.hosts).toBe(0);
    expect(crashes()).toEqual([]);
    expect(world.hosts.states[0]).toMatchObject({ failure: 'plugin.activation-failed' });
  });

  it('that throws fails its event with the words of the plugin, and the next event tries again', async () => {
    world.start([world.plugin('failing-start'), world.plugin('steady')]);
    await world.run('steady');
    expect(await failureOf(world.run('failing-start'))).toMatchObject({ code: 'plugin.activation-failed', data: { detail: 'the server does not answer' } });
    expect(await world.run('failing-start')).toBe(2);
  });

  it('by an event reaches whoever waits for it and nobody else', async () => {
    world.start([world.plugin('steady'), world.plugin('steady', { as: 'steady-2' })]);
    await world.hosts.activate('onRun:before');
    expect(world.hosts.hosts).toBe(0);
    await world.hosts.disable('acme.steady');
    expect(world.hosts.waitingFor('onStartupFinished')).toEqual(['acme.steady-2']);
    await world.hosts.activate('onStartupFinished');
    expect(world.hosts.states.map(({ phase }) => phase)).toEqual(['disabled', 'active']);
  });

  it('follows whoever speaks last when a plugin is disabled and enabled at once', async () => {
    world.start([world.plugin('steady')]);
    await world.run('steady');
    const disabled = world.hosts.disable('acme.steady');
    world.hosts.enable('acme.steady');
    expect(await world.run('steady')).toMatchObject({ lives: 1 });
    await disabled;
    expect(world.phaseOf('acme.steady')).toBe('active');
    await Promise.all([world.hosts.disable('acme.steady'), world.hosts.disable('acme.steady')]);
    expect(world.phaseOf('acme.steady')).toBe('disabled');
  });

  it('happens once for calls that come at once', async () => {
    world.start([world.plugin('steady')]);
    await Promise.all(Array.from({ length: 20 }, () => world.run('steady')));
    expect(world.phases).toEqual(['acme.steady activating', 'acme.steady active']);
  });
});

describe('calls', () => {
  it('to a slow plugin are bounded', async () => {
    world.start([world.plugin('trouble')], { limits: { openCalls: 3 } });
    const abort = new AbortController();
    const open = Array.from({ length: 3 }, () => failureOf(world.run('trouble', { what: 'never' }, abort.signal)));
    expect(await failureOf(world.run('trouble', { what: 'pid' }))).toMatchObject({ code: 'plugin.busy', data: { open: 3 } });
    abort.abort(new Error('stop'));
    await Promise.all(open);
    expect(await world.run('trouble', { what: 'pid' })).toBeTypeOf('number');
  });

  it('that are cancelled reach the plugin as cancelled', async () => {
    world.start([world.plugin('steady')]);
    const abort = new AbortController();
    await world.run('steady');
    const call = failureOf(world.run('steady', { wait: true }, abort.signal));
    abort.abort(new Error('changed my mind'));
    expect(await call).toMatchObject({ message: 'changed my mind' });
    expect(await world.run('steady')).toMatchObject({ lives: 1 });
  });

  it('that are open when their plugin is disabled fail', async () => {
    world.start([world.plugin('steady')]);
    await world.run('steady');
    const call = failureOf(world.run('steady', { wait: true }));
    await world.hosts.disable('acme.steady');
    expect(await call).toMatchObject({ code: 'plugin.disabled' });
    expect(await failureOf(world.hosts.call('acme.nobody', '$commands.run', { command: 'nobody.run', args: {} }))).toMatchObject({ code: 'plugin.unknown' });
  });
});
