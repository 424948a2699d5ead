import { from, lastValueFrom, toArray } from 'rxjs';
import { beforeEach, describe, expect, it } from 'vitest';
import { CodedError } from '../../../../src/base/coded-error.js';
import { createPluginApi } from '../../../../src/host/child/api/index.js';
import type { Activation, AgentCalls, PluginApi } from '../../../../src/host/child/plugin-side.js';
import { pluginErrors } from '../../../../src/terms/errors/plugin-errors.js';

const activation: Activation = {
  plugin: 'acme.desk', version: '1.2.3', folder: '/plugins/desk', main: 'main.js', storage: '/storage/desk', capabilities: ['destinations'], proposals: [], apiVersion: '0.1.0', language: 'ja',
  contributes: { commands: ['desk.a', 'desk.b'], overlays: ['desk.open'], noticeChannels: ['desk.chat'], runHooks: ['desk.dump'], schemes: ['sftp'] },
};
const notActive = expect.objectContaining({ code: 'plugin.not-active' }) as unknown;

describe('the API of one life of a plugin', () => {
  let told: string[];
  let answers: Map<string, () => unknown>;
  let api: PluginApi;
  beforeEach(() => {
    told = [];
    answers = new Map();
    const call = async (method: string, params: Readonly<Record<string, unknown>>) => {
      const { plugin, ...rest } = params;
      told.push([method, plugin, ...Object.values(rest)].filter(value => value !== undefined).join(' '));
      return answers.get(method)?.();
    };
    api = createPluginApi(activation, { call } as unknown as AgentCalls, new AbortController().signal);
  });
  const context = () => ({ signal: new AbortController().signal }) as never;

  it('tells the plugin who it is and where', () => {
    expect(api.context).toMatchObject({ pluginId: 'acme.desk', version: '1.2.3', language: 'ja', pluginPath: '/plugins/desk', storagePath: '/storage/desk', capabilities: new Set(['destinations']) });
    expect(api.mamori.version).toBe('0.1.0');
    expect(told).toEqual([]);
  });

  it('takes back what the plugin forgot, the newest first', async () => {
    const { commands, notices, runs, destinations } = api.mamori;
    commands.registerCommand('desk.a', () => 1);
    const second = commands.registerCommand('desk.b', () => 2);
    notices.registerChannel('desk.chat', { deliver: async () => {} });
    runs.registerHook('desk.dump', { after: async () => {} });
    destinations.registerDestination('sftp', { open: async () => { throw new Error('closed'); } });
    await second.dispose();
    await second.dispose();
    told = [];
    await api.dispose();
    await api.dispose();
    expect(told).toEqual(['$destinations.unregister acme.desk sftp', '$runs.unregisterHook acme.desk desk.dump', '$notices.unregisterChannel acme.desk desk.chat', '$commands.unregister acme.desk desk.a']);
  });

  it('refuses everything when the life is over', async () => {
    const { context: own, mamori } = api;
    await api.dispose();
    told = [];
    expect(() => mamori.commands.registerCommand('desk.a', () => 1)).toThrow(notActive as Error);
    expect(() => mamori.notices.registerChannel('desk.chat', { deliver: async () => {} })).toThrow(notActive as Error);
    expect(() => mamori.runs.registerHook('desk.dump', {})).toThrow(notActive as Error);
    expect(() => own.createOutputChannel('x')).toThrow(notActive as Error);
    for (const late of [
      () => mamori.commands.executeCommand('desk.a'), () => mamori.sources.list(), () => mamori.runs.start(), () => mamori.menus.setContext('k', 1), () => mamori.overlays.assign('desk.open', []),
      () => mamori.configuration.get('desk.on'), () => mamori.secrets.get('k'), () => own.state.get('k'), () => mamori.restore.start({ paths: ['/a'] }),
    ]) await expect(late()).rejects.toEqual(notActive);
    own.log.error('still here');
    expect(told).toEqual([]);
  });

  it('closes its streams when the life is over, and gives none of them a second one', async () => {
    const values = lastValueFrom(from(api.mamori.events.sources).pipe(toArray()));
    api.handlers['$events.emit']({ plugin: 'acme.desk', event: 'sources', value: [1] }, context());
    api.handlers['$events.emit']({ plugin: 'acme.desk', event: 'runs', value: 'to nobody' }, context());
    await api.dispose();
    expect(await values).toEqual([[1]]);
    expect(told).toEqual(['$events.subscribe acme.desk sources', '$events.unsubscribe acme.desk sources']);
    expect(await lastValueFrom(from(api.mamori.events.runs).pipe(toArray()))).toEqual([]);
    expect(told).toHaveLength(2);
  });

  it('logs what the agent refused after the plugin was answered', async () => {
    answers.set('$commands.register', () => { throw CodedError.of(pluginErrors, 'plugin.host-gone', 'no agent'); });
    api.mamori.commands.registerCommand('desk.a', () => 1);
    await new Promise(setImmediate);
    expect(told.at(-1)).toContain('$log.write acme.desk warn command desk.a was not registered');
  });

  it('asks for a proposal before it uses one', async () => {
    await expect(Array.fromAsync(api.mamori.proposed.readVersion('/a', 1))).rejects.toMatchObject({ code: 'plugin.proposal-missing' });
    expect(told).toEqual([]);
  });

  it('gives failures the weight that their code has', () => {
    expect(api.mamori.error('store.gone', 'm')).toMatchObject({ code: 'store.gone', retry: 'later', kind: 'environment', message: 'm' });
    expect(api.mamori.error('acme.desk/odd', 'm')).toMatchObject({ code: 'acme.desk/odd', kind: 'environment' });
  });

  it('disposes of a place that was opened too late', async () => {
    const opening = Promise.withResolvers<never>();
    let disposed = 0;
    api.mamori.destinations.registerDestination('sftp', { open: () => opening.promise });
    const opened = Promise.resolve(api.handlers['$destinations.open']({ plugin: 'acme.desk', scheme: 'sftp', url: 'sftp://x' }, context()));
    await api.dispose();
    opening.resolve({ capabilities: { conditionalPut: true, durability: 'synced' }, dispose: () => { disposed += 1; } } as never);
    await expect(opened).rejects.toMatchObject({ code: 'plugin.destination-closed' });
    expect(disposed).toBe(1);
  });
});
