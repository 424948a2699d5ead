import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CodedError } from '../../../../src/base/coded-error.js';
import { pluginErrors } from '../../../../src/terms/errors/plugin-errors.js';
import { PluginAgent } from '../../../contract/support/plugin-agent.js';
import { largeManifest, manifestOf } from '../support/manifests.js';

const never = new AbortController().signal;
const problem = CodedError.of(pluginErrors, 'plugin.manifest-invalid', 'line 3');

/** The least of several measurements: what the work costs when nothing else runs. */
function leastMs(times: number, work: () => unknown): number {
  return Math.min(...Array.from({ length: times }, () => {
    const at = performance.now();
    work();
    return performance.now() - at;
  }));
}

describe('the plugin host', () => {
  let agent: PluginAgent;
  beforeEach(() => { agent = new PluginAgent(); });
  afterEach(() => agent.dispose());

  it('lists what cannot be used with its problem, and runs the others', async () => {
    const host = agent.start(
      { plugin: 'acme.broken', problem }, agent.fixture('everycall'),
      agent.entry(manifestOf('future', {}, { engines: { mamori: '^9.0.0' } })),
      agent.entry(manifestOf('thief', { destinations: [{ schemes: ['every'], title: 'Mine' }] }, { capabilities: { destinations: true } })),
    );
    expect(host.plugins().map(({ plugin, phase, failure }) => [plugin, phase, failure])).toEqual([
      ['acme.everycall', 'inactive', undefined], ['acme.broken', 'broken', 'plugin.manifest-invalid'], ['acme.future', 'broken', 'plugin.engine-mismatch'],
      ['acme.thief', 'broken', 'plugin.duplicate-contribution'],
    ]);
    expect(agent.problems.map(({ plugin, failure }) => `${plugin} ${failure.code}`)).toEqual([
      'acme.broken plugin.manifest-invalid', 'acme.future plugin.engine-mismatch', 'acme.thief plugin.duplicate-contribution',
    ]);
    expect(await agent.do('capabilities')).toContain('secrets');
  });

  it('takes plugins in and out while it runs', async () => {
    const host = agent.start();
    await host.add(agent.fixture('everycall'));
    expect(await agent.do('capabilities')).toHaveLength(4);
    await host.add(agent.fixture('everycall', ['secrets']));
    expect(await agent.do('capabilities')).toEqual(['secrets']);
    await expect(host.add(agent.entry(manifestOf('thief', { destinations: [{ schemes: ['every'], title: 'Mine' }] }, { capabilities: { destinations: true } })))).rejects.toMatchObject({
      code: 'plugin.duplicate-contribution',
    });
    expect(host.plugins().map(({ plugin }) => plugin)).toEqual(['acme.everycall', 'acme.thief']);
    await host.remove('acme.everycall');
    await host.remove('acme.thief');
    expect(host.plugins()).toEqual([]);
    await expect(agent.do('capabilities')).rejects.toMatchObject({ code: 'plugin.unknown-command' });
  });

  it('takes versions of one plugin in one after the other', async () => {
    const host = agent.start();
    const version = (name: string) => agent.entry(manifestOf('desk', { commands: [{ command: `desk.${name}`, title: 'T' }] }));
    await Promise.all([host.add(version('a')), host.add(version('b')), host.remove('acme.desk'), host.add(version('c'))]);
    expect([...host.index.all('command').keys()]).toEqual(['desk.c']);
  });

  it('tells who crashed its host again and again, and that it is disabled', async () => {
    await agent.dispose();
    agent = new PluginAgent('in a host process');
    const host = agent.start(agent.fixture('folder-destination'));
    const end = () => host.executeCommand('folder-destination.end', { paths: [], origin: 'menu' }, { signal: never });
    for (let crash = 0; crash < 3; crash++) await expect(end()).rejects.toMatchObject({ code: 'plugin.host-gone' });
    await expect(end()).rejects.toMatchObject({ code: expect.stringMatching(/^plugin\.(disabled|unknown-command)$/) as string });
    expect(agent.problems).toMatchObject([{ plugin: 'acme.folder-destination', failure: { code: 'plugin.disabled', data: { crashes: 3 } }, culprit: { last: { cause: 'exit' } } }]);
    expect(host.plugins()).toMatchObject([{ phase: 'disabled' }]);
    await expect(host.openDestination('boxes:one', never)).rejects.toMatchObject({ code: 'plugin.unknown-contribution' });
    host.enable('acme.folder-destination');
    await (await host.openDestination('boxes:one', never)).dispose();
  });

  it('activates what waits for the start and for notices, and nothing else', async () => {
    const activated: string[] = [];
    const plugin = (name: string, ...activationEvents: readonly string[]) => ({
      ...agent.entry(manifestOf(name, {}, { activationEvents })), load: async () => ({ activate: () => void activated.push(name) }),
    });
    const host = agent.start(plugin('start', 'onStartupFinished'), plugin('alarm', 'onNotice:other.alarm'), plugin('before', 'onRun:before'), plugin('idle'));
    await host.started();
    expect(activated).toEqual(['start']);
    await host.willShowNotice('other.alarm');
    expect(activated).toEqual(['start', 'alarm']);
    await host.beforeRun({ kind: 'manual', sources: [] }, never);
    expect(host.plugins().map(({ phase }) => phase)).toEqual(['active', 'active', 'activating', 'inactive']);
  });

  it('costs the agent\'s start little with twenty plugins, and no process while they are idle', () => {
    const text = readFileSync(new URL('../../../fixtures/plugins/everycall/package.json', import.meta.url), 'utf8');
    const stored = Array.from({ length: 20 }, (_, index) => JSON.stringify(agent.entry(manifestOf(
      `p${index}`, JSON.parse(text.replaceAll('everycall', `p${index}`).replaceAll('"every"', `"every${index}"`)).contributes, { capabilities: { destinations: true } },
    ))));
    const host = () => agent.start(...stored.map(entry => JSON.parse(entry)));
    expect(leastMs(5, host)).toBeLessThan(50);
    expect(host().plugins().filter(({ phase }) => phase === 'inactive')).toHaveLength(20);
    expect(agent.logged).toEqual([]);
  });

  it('finds one of a thousand commands, and makes a menu of them, without a person noticing', () => {
    const manifest = largeManifest('large');
    const start = () => agent.start(agent.entry(manifest), agent.entry(manifestOf('small', { commands: [{ command: 'small.a', title: 'A' }] })));
    const context = new Map<string, string | number>([['selectionCount', 2], ['resourceStatus', 'problem']]);
    const menu = () => agent.host.menus('file', context).flatMap(({ items }) => items);
    expect(leastMs(5, start)).toBeLessThan(100); //                  12 ms on two cores
    expect(leastMs(5, () => [start(), menu()])).toBeLessThan(250); //  the first time, sorted and parsed: 46 ms
    expect(leastMs(20, menu)).toBeLessThan(25); //                    0.7 ms
    expect(menu()).toHaveLength(1000);
    expect(agent.host.index.find('command', 'large.c999')?.plugin).toBe('acme.large');
  });
});
