import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SOURCES_AS_TYPESCRIPT } from '../../watch/observed-watch.js';
import { isGone } from './support/is-gone.js';
import { PluginWorld, SOURCE_PROGRAM } from './support/plugin-world.js';

let world: PluginWorld;
beforeEach(() => { world = new PluginWorld(); });
afterEach(() => world.dispose());

const startWith = (entry: string) => world.start([world.plugin('steady')], { program: { ...SOURCE_PROGRAM, entry: join(import.meta.dirname, 'support', entry) } });

describe('a host process', () => {
  it.each([
    ['that speaks another protocol', 'other-protocol-entry.ts', 'plugin.protocol-mismatch'],
    ['that ends before it says anything', 'absent-entry.ts', 'plugin.host-gone'],
    ['that says something else first', 'garbage-entry.ts', 'plugin.host-gone'],
  ])('%s is no plugin\'s fault', async (_, entry, code) => {
    startWith(entry);
    for (let round = 0; round < 4; round++) await expect(world.run('steady')).rejects.toMatchObject({ code });
    await world.until(() => world.phaseOf('acme.steady') === 'inactive');
    expect(world.culprits).toEqual([]);
    expect(world.hosts.states).toMatchObject([{ crashes: 0, failure: code }]);
    expect(world.logged('extension host crashed')[0]).toMatchObject({ cause: 'not-started' });
    expect(world.hosts.hosts).toBe(0);
  });

  it('that cannot be started fails its calls', async () => {
    const exec = vi.spyOn(process, 'execPath', 'get').mockReturnValue(join(world.root, 'no-such-node'));
    world.start([world.plugin('steady')]);
    await expect(world.run('steady')).rejects.toMatchObject({ code: 'plugin.host-gone' });
    exec.mockRestore();
    expect(await world.run('steady')).toMatchObject({ lives: 1 });
  });

  it('that floods its outputs is read in bounds, and goes on', async () => {
    world.start([world.plugin('trouble')]);
    await world.run('trouble', { what: 'flood', lines: 20_000 });
    expect(await world.run('trouble', { what: 'pid' })).toBeTypeOf('number');
    await world.hosts.disable('acme.trouble');
    const logged = world.logged('extension host wrote').reduce((sum, { text }) => sum + String(text).length, 0);
    const dropped = world.logged('extension host wrote too much').reduce((sum, { droppedChars }) => sum + Number(droppedChars), 0);
    expect(logged).toBeLessThan(200_000);
    expect(dropped).toBeGreaterThan(logged);
    expect(world.logged('extension host crashed')).toEqual([]);
  });

  it.runIf(process.platform === 'linux')('is what the kernel ends first when memory runs out', async () => {
    world.start([world.plugin('steady')]);
    const { pid } = await world.run('steady') as { readonly pid: number };
    expect(readFileSync(`/proc/${pid}/oom_score_adj`, 'utf8').trim()).toBe('1000');
  });

  it.runIf(process.platform === 'linux').each([
    ['its plugin is at work', 'work'],
    ['its plugin is in an endless loop', 'loop'],
  ])('ends when the agent is killed while %s', async (_, how) => {
    const agent = spawn(process.execPath, ['--import', SOURCES_AS_TYPESCRIPT, join(import.meta.dirname, 'support/agent-entry.ts'), how], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(agent.stdout.setEncoding('utf8'), 'data') as [string];
    const { pid, root } = JSON.parse(line) as { readonly pid: number; readonly root: string };
    expect(isGone(pid)).toBe(false);
    agent.kill('SIGKILL');
    await once(agent, 'exit');
    await vi.waitFor(() => { expect(isGone(pid)).toBe(true); }, { interval: 5 });
    rmSync(root, { recursive: true, force: true });
  });

  it('ends with the agent, its plugins deactivated before', async () => {
    world.start([world.plugin('steady'), world.plugin('steady', { as: 'steady-2', granted: ['secrets'] })]);
    const pids = [];
    for (const name of ['steady', 'steady-2']) pids.push((await world.run(name) as { readonly pid: number }).pid);
    await world.hosts.dispose();
    expect(pids.map(isGone)).toEqual([true, true]);
    expect(world.hosts.hosts).toBe(0);
    expect(world.phases.slice(-4).toSorted()).toEqual(['acme.steady deactivating', 'acme.steady inactive', 'acme.steady-2 deactivating', 'acme.steady-2 inactive']);
    await expect(world.run('steady')).rejects.toMatchObject({ code: 'plugin.host-gone' });
    expect(existsSync(world.root)).toBe(true);
  });
});

describe('a plugin that comes with the product', () => {
  it('runs in the agent, and sees what it would see behind a process border', async () => {
    world.start([world.plugin('steady', { builtIn: true })]);
    const sent = { list: [1, 2], gone: undefined };
    const answer = await world.run('steady', sent) as { readonly pid: number; readonly echo: unknown };
    expect(answer.pid).toBe(process.pid);
    expect(answer.echo).toEqual({ list: [1, 2] });
    expect(Object.hasOwn(answer.echo as object, 'gone')).toBe(false);
    await world.hosts.disable('acme.steady');
    expect(world.hosts.hosts).toBe(0);
  });
});

describe('a plugin that is replaced', () => {
  it('runs from its new version on in a process of the new version', async () => {
    world.start([world.plugin('steady'), world.plugin('steady', { as: 'steady-2' })]);
    const before = await world.run('steady') as { readonly pid: number };
    await world.run('steady-2');
    await world.hosts.install(world.plugin('steady'));
    expect(await world.run('steady')).toMatchObject({ lives: 1, pid: expect.not.toSatisfy((pid: number) => pid === before.pid) });
    await world.hosts.uninstall('acme.steady');
    await expect(world.run('steady')).rejects.toMatchObject({ code: 'plugin.unknown' });
    expect(await world.run('steady-2')).toMatchObject({ pid: before.pid });
  });
});
