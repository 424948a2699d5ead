import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PluginWorld } from './support/plugin-world.js';

let world: PluginWorld;
beforeEach(() => { world = new PluginWorld(); });
afterEach(() => world.dispose());

const crashes = () => world.logged('extension host crashed');
const pidOf = async (name: string) => (await world.run(name) as { readonly pid: number }).pid;
const crash = (name = 'trouble') => world.run(name, { what: 'exit', code: 7 }).catch((failure: unknown) => failure);

describe('a plugin in a host process', () => {
  it('runs from its first call on, and its host not before and not after', async () => {
    world.start([world.plugin('steady')]);
    expect(world.hosts.hosts).toBe(0);
    expect(await world.run('steady', { a: 1 })).toMatchObject({ echo: { a: 1 }, lives: 1 });
    expect(world.hosts.hosts).toBe(1);
    expect(world.registered).toEqual(['acme.steady steady.run']);
    await world.hosts.disable('acme.steady');
    expect(world.hosts.hosts).toBe(0);
    await expect(world.run('steady')).rejects.toMatchObject({ code: 'plugin.disabled' });
    world.hosts.enable('acme.steady');
    expect(await world.run('steady')).toMatchObject({ lives: 1 });
    expect(world.phases).toEqual(['activating', 'active', 'deactivating', 'disabled', 'inactive', 'activating', 'active'].map(phase => `acme.steady ${phase}`));
  });

  it.each([
    ['ends its process', { what: 'exit', code: 7 }, { cause: 'exit', detail: 'exit code 7' }],
    ['ends its process as if all were well', { what: 'exit', code: 0 }, { cause: 'exit', detail: 'exit code 0' }],
    ['aborts', { what: 'abort' }, { cause: 'signal', detail: 'signal SIGABRT' }],
    ['uses up its memory', { what: 'hog' }, { cause: 'out-of-memory' }],
    ['writes to the pipe of its host', { what: 'garbage' }, { cause: 'protocol' }],
    ['closes the pipe of its host', { what: 'closePipe' }, {}],
  ])('that %s fails its call and is started again', async (_, deed, seen) => {
    world.start([world.plugin('trouble')], { limits: { exitMs: 100 } });
    await expect(world.run('trouble', deed)).rejects.toMatchObject({ code: 'plugin.host-gone' });
    await world.until(() => crashes().length === 1 && world.phaseOf('acme.trouble') === 'active');
    expect(crashes()[0]).toMatchObject({ suspects: ['acme.trouble'], ...seen });
    expect(await world.run('trouble', { what: 'pid' })).toBeTypeOf('number');
    expect(world.culprits).toEqual([]);
  });

  it.runIf(process.platform === 'linux')('that keeps more buffers than it may is found out by the next ping', async () => {
    world.start([world.plugin('trouble')], { limits: { residentBytes: 256 * 1024 * 1024, pingEveryMs: 20 } });
    await world.run('trouble', { what: 'hogBuffers', bytes: 256 * 1024 * 1024 });
    await world.until(() => crashes().length === 1);
    expect(crashes()[0]).toMatchObject({ cause: 'out-of-memory', detail: expect.stringMatching(/^held \d+ bytes$/), suspects: ['acme.trouble'] });
  });

  it.each([
    ['an exception in a callback', 'throwLater', 'nobody caught this'],
    ['a rejection that nobody handles', 'rejectUnhandled', 'nobody awaited this'],
  ])('%s ends its host, and the log says where', async (_, what, words) => {
    world.start([world.plugin('trouble')]);
    await world.run('trouble', { what }).catch(() => {}); // the answer may be faster than the end
    await world.until(() => crashes().length === 1);
    expect(crashes()[0]).toMatchObject({ cause: 'exit', detail: 'exit code 1' });
    expect(crashes()[0]?.['output']).toMatch(new RegExp(`${words}[^]*trouble/index.js`));
  });

  it('that crashes three times is disabled and named', async () => {
    world.start([world.plugin('trouble')]);
    for (let round = 0; round < 3; round++) expect(await crash()).toMatchObject({ code: 'plugin.host-gone' });
    await world.until(() => world.culprits.length === 1);
    expect(world.culprits).toMatchObject([{ plugin: 'acme.trouble', crashes: 3, last: { cause: 'exit', detail: 'exit code 7' } }]);
    expect(await crash()).toMatchObject({ code: 'plugin.disabled' });
    expect(world.hosts.hosts).toBe(0);
    world.hosts.enable('acme.trouble');
    expect(await world.run('trouble', { what: 'pid' })).toBeTypeOf('number');
    expect(world.hosts.states).toMatchObject([{ phase: 'active', crashes: 0, failure: undefined }]);
  });
});

describe('two plugins of one grant', () => {
  it('share a host', async () => {
    world.start([world.plugin('steady'), world.plugin('trouble')]);
    expect(await world.run('trouble', { what: 'pid' })).toBe(await pidOf('steady'));
  });

  it('of which one crashes again and again part, and only that one is disabled; the other returns to a shared host', async () => {
    world.start([world.plugin('steady'), world.plugin('steady', { as: 'steady-2' }), world.plugin('trouble')]);
    const [first, second] = [await pidOf('steady'), await pidOf('steady-2')];
    expect(second).toBe(first);
    expect(await crash()).toMatchObject({ code: 'plugin.host-gone' });
    // All three are back, each alone.
    const alone = new Set([await pidOf('steady'), await pidOf('steady-2'), await world.run('trouble', { what: 'pid' })]);
    expect(alone.size).toBe(3);
    const before = world.phases.length;
    await crash();
    await crash();
    await world.until(() => world.culprits.length === 1);
    expect(world.culprits[0]).toMatchObject({ plugin: 'acme.trouble', crashes: 3 });
    await world.until(() => world.hosts.hosts === 1 && world.phaseOf('acme.steady') === 'active' && world.phaseOf('acme.steady-2') === 'active');
    expect(await pidOf('steady')).toBe(await pidOf('steady-2'));
    expect(world.hosts.states.map(({ plugin, phase, crashes: counted }) => [plugin, phase, counted])).toEqual([
      ['acme.steady', 'active', 0], ['acme.steady-2', 'active', 0], ['acme.trouble', 'disabled', 0],
    ]);
    expect(world.phases.slice(before).filter(line => line === 'acme.steady disabled')).toEqual([]);
  });

  it('do not share one with other grants', async () => {
    world.start([world.plugin('steady'), world.plugin('steady', { as: 'steady-2', granted: ['secrets'] })]);
    expect(await pidOf('steady')).not.toBe(await pidOf('steady-2'));
    expect(world.hosts.hosts).toBe(2);
  });
});
