import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../src/host/api/index.js';
import { runOf } from '../fakes/memory-host-services.js';
import { eventually, manifestFrom, PLACES, PluginAgent } from './support/plugin-agent.js';

const NOTICE: Notice = { id: 'n1', kind: 'everycall.told', title: 'T', text: 'X', severity: 'alarm', atMs: 7, actions: [] };
const never = new AbortController().signal;

describe.each(PLACES)('the plugin API, %s', place => {
  let agent: PluginAgent;
  beforeEach(() => {
    agent = new PluginAgent(place);
    agent.start(agent.fixture('everycall'));
  });
  afterEach(() => agent.dispose());
  const caught = (deed: string, rest: Readonly<Record<string, unknown>> = {}) => agent.do<string>(deed, { ...rest, caught: true });
  const refused = (path: string, ...args: readonly unknown[]) => caught('call', { path, args });

  describe('commands', () => {
    it('hand the call to the plugin and its answer to the caller', async () => {
      await agent.do('command', { name: 'everycall.second', answer: { made: [1, 'two'] } });
      expect(await agent.host.executeCommand('everycall.second', { paths: ['/a'], origin: 'menu' }, { signal: never })).toEqual({ made: [1, 'two'] });
    });

    it('can be called by plugins, and listed', async () => {
      await agent.do('command', { name: 'everycall.second', answer: 5 });
      expect(await agent.api('mamori.commands.executeCommand', 'everycall.second')).toBe(5);
      expect(await agent.api('mamori.commands.getCommands')).toEqual(['everycall.do', 'everycall.second', 'everycall.gray']);
    });

    it('fail with the code that the plugin gave, or as the plugin\'s failure', async () => {
      await expect(agent.do('fail', { code: 'store.full' })).rejects.toMatchObject({ code: 'store.full', kind: 'environment', message: 'as told' });
      await expect(agent.do('fail', { code: 'acme.everycall/odd' })).rejects.toMatchObject({ code: 'acme.everycall/odd' });
      await expect(agent.do('fail')).rejects.toMatchObject({ code: 'plugin.failed', message: 'just so' });
    });

    it('are cancelled in the plugin when the caller cancels', async () => {
      const abort = new AbortController();
      const reason = new Error('enough');
      const waiting = agent.do('wait', {}, abort.signal);
      await agent.do('seen');
      abort.abort(reason);
      await expect(waiting).rejects.toBe(reason);
      expect(await agent.do('seen')).toEqual(['aborted']);
    });

    it('are refused where the mistake is made', async () => {
      expect(await caught('command', { name: 'everycall.other' })).toBe('plugin.not-contributed');
      expect(await caught('command', { name: 'everycall.do' })).toBe('plugin.duplicate-command');
      await expect(agent.host.executeCommand('everycall.second', { paths: [], origin: 'menu' }, { signal: never })).rejects.toMatchObject({ code: 'plugin.no-handler' });
      await expect(agent.host.executeCommand('no.such', { paths: [], origin: 'menu' }, { signal: never })).rejects.toMatchObject({ code: 'plugin.unknown-command' });
    });

    it('can be registered again when they were taken back', async () => {
      await agent.do('command', { name: 'everycall.second', answer: 1 });
      await agent.do('dispose', { name: 'everycall.second' });
      await agent.do('dispose', { name: 'everycall.second' });
      await agent.do('command', { name: 'everycall.second', answer: 2 });
      expect(await agent.api('mamori.commands.executeCommand', 'everycall.second')).toBe(2);
    });
  });

  describe('capabilities', () => {
    it('that were granted are told to the plugin', async () => {
      expect(await agent.do('capabilities')).toEqual(['files.read', 'files.write', 'secrets', 'destinations']);
    });

    it('that were not granted are refused', async () => {
      await agent.host.add(agent.fixture('everycall', []));
      expect(await refused('mamori.secrets.get', 'k')).toBe('plugin.capability-missing');
      expect(await refused('mamori.versions.list', '/a')).toBe('plugin.capability-missing');
      expect(await refused('mamori.restore.start', { paths: ['/a'] })).toBe('plugin.capability-missing');
      expect(await caught('read', { path: '/a', version: 1 })).toBe('plugin.capability-missing');
      expect(await caught('scheme', { name: 'every' })).toBe('plugin.capability-missing');
      expect(await agent.api('mamori.sources.list')).toHaveLength(2);
    });
  });

  it('answers what is protected, and brings it back', async () => {
    expect(await agent.api('mamori.sources.explain', ['/a', '/b'])).toMatchObject([{ path: '/a', answer: 'protected' }, { path: '/b' }]);
    expect(await agent.api('mamori.runs.list', { limit: 2 })).toEqual([runOf('Books', 0), runOf('Books', 1)]);
    expect(await agent.api('mamori.runs.start', { paths: ['/a', '/b'] })).toEqual([runOf('Books', 2)]);
    expect(await agent.api('mamori.versions.list', '/a')).toMatchObject([{ version: 3 }]);
    expect(await agent.api('mamori.versions.find', '*.txt')).toEqual(['/found/*.txt/1000']);
    expect(await agent.api('mamori.restore.start', { paths: ['/a'], to: '/b' })).toEqual({ restored: 1, failed: [] });
    expect(await agent.do('read', { path: '/a', version: 3_000_000 })).toBe(3_000_000);
  });

  it('cancels what a plugin began when its command is cancelled or it goes away', async () => {
    agent.api('mamori.runs.start', { paths: ['/forever'] }).catch(() => {});
    await eventually(() => expect(agent.services.begun).toHaveLength(1));
    await agent.host.disable('acme.everycall');
    await eventually(() => expect(agent.services.begun[0]?.aborted).toBe(true));
  });

  it('fails the calls that are open when a plugin is disabled, and drops answers that come later', async () => {
    await agent.do('capabilities');
    const late = agent.do('late');
    const failed = expect(late).rejects.toMatchObject({ code: 'plugin.disabled' });
    await agent.host.disable('acme.everycall');
    await failed;
    agent.host.enable('acme.everycall');
    expect(await agent.do('capabilities')).toContain('secrets');
  });

  it('ends commands that call themselves', async () => {
    await agent.do('loop');
    await expect(agent.host.executeCommand('everycall.second', { paths: [], origin: 'menu' }, { signal: never })).rejects.toMatchObject({ code: 'plugin.busy' });
    expect(await agent.do('capabilities')).toContain('secrets');
  });

  describe('notices', () => {
    it('are shown with the severity of their kind', async () => {
      expect(await agent.api('mamori.notices.show', { kind: 'everycall.told', title: 'T', text: 'X' })).toBe('n1');
      expect(await agent.api('mamori.notices.show', { kind: 'everycall.told', title: 'T', text: 'X', severity: 'alarm', dedupeKey: 'k' })).toBe('n2');
      expect(agent.services.shown.map(({ plugin, notice: { severity } }) => [plugin, severity])).toEqual([['acme.everycall', 'warning'], ['acme.everycall', 'alarm']]);
      expect(await refused('mamori.notices.show', { kind: 'other.kind', title: 'T', text: 'X' })).toBe('plugin.not-contributed');
    });

    it('are delivered through the plugin\'s channel', async () => {
      await expect(agent.host.deliverNotice('everycall.chat', NOTICE, never)).rejects.toMatchObject({ code: 'plugin.no-handler' });
      await expect(agent.host.deliverNotice('no.such', NOTICE, never)).rejects.toMatchObject({ code: 'plugin.unknown-contribution' });
      await agent.do('channel', { name: 'everycall.chat' });
      await agent.host.deliverNotice('everycall.chat', NOTICE, never);
      expect(await agent.do('seen')).toEqual([NOTICE]);
      expect(await caught('channel', { name: 'everycall.chat' })).toBe('plugin.duplicate-handler');
    });
  });

  describe('events', () => {
    it('come in order while there is an observer, and cost nothing without one', async () => {
      expect(agent.services.runEvents.observed).toBe(false);
      await agent.do('observe', { name: 'one', stream: 'runs' });
      await agent.do('observe', { name: 'two', stream: 'runs' });
      for (let files = 0; files < 3; files++) agent.services.runEvents.next(runOf('Books', files));
      await eventually(async () => expect(await agent.do('seen')).toEqual([0, 0, 1, 1, 2, 2].map(files => runOf('Books', files))));
      await agent.do('dispose', { name: 'one' });
      await agent.do('capabilities');
      expect(agent.services.runEvents.observed).toBe(true);
      await agent.do('dispose', { name: 'two' });
      await eventually(() => expect(agent.services.runEvents.observed).toBe(false));
    });

    it('are the newest ones when a plugin is slow', async () => {
      await agent.do('observe', { name: 'one', stream: 'runs' });
      for (let files = 0; files < 1000; files++) agent.services.runEvents.next(runOf('Books', files));
      await eventually(async () => expect((await agent.do<{ files: number }[]>('seen')).at(-1)?.files).toBe(999));
      const seen = (await agent.do<{ files: number }[]>('seen')).map(({ files }) => files);
      expect(seen).toEqual([0, ...Array.from({ length: 256 }, (_, index) => 744 + index)]);
    });
  });

  describe('settings', () => {
    it('are the plugin\'s own, with defaults, bounds and news of changes', async () => {
      expect(await agent.api('mamori.configuration.get', 'everycall.level')).toBe('low');
      expect(await agent.api('mamori.configuration.get', 'everycall.retries')).toBeUndefined();
      await agent.do('observe', { name: 'changes', stream: 'configuration' });
      await agent.api('mamori.configuration.update', 'everycall.level', 'high');
      agent.host.configuration.set('everycall.retries', 4);
      await eventually(async () => expect(await agent.do('seen')).toEqual([{ key: 'everycall.level', value: 'high' }, { key: 'everycall.retries', value: 4 }]));
      expect(agent.services.values.get('everycall.level')).toBe('high');
      expect(await refused('mamori.configuration.update', 'everycall.level', 'middle')).toBe('plugin.bad-setting');
      expect(await refused('mamori.configuration.get', 'other.setting')).toBe('plugin.not-contributed');
      expect(() => agent.host.configuration.set('everycall.retries', 10)).toThrow(expect.objectContaining({ code: 'plugin.bad-setting' }));
    });

    it('and secrets and state go with the plugin', async () => {
      await agent.api('mamori.secrets.set', 'token', 'x');
      await agent.api('context.state.update', 'last', { at: 1 });
      await agent.api('mamori.configuration.update', 'everycall.level', 'high');
      expect(await agent.api('mamori.secrets.get', 'token')).toBe('x');
      expect(await agent.api('context.state.get', 'last')).toEqual({ at: 1 });
      expect(await agent.api('context.state.keys')).toEqual(['last']);
      await agent.host.remove('acme.everycall');
      expect([agent.services.kept.size, agent.services.state.keys('acme.everycall'), agent.services.values.get('everycall.level')]).toEqual([0, [], undefined]);
      expect(agent.host.plugins()).toEqual([]);
    });
  });

  describe('menus and marks', () => {
    it('follow the plugin\'s context keys and settings', async () => {
      const items = () => agent.host.menus('tray', new Map()).flatMap(({ items: found }) => found.map(({ title, enabled }) => ({ title, enabled })));
      expect(items()).toEqual([{ title: 'Gray', enabled: false }]);
      await expect(agent.api('mamori.commands.executeCommand', 'everycall.gray')).rejects.toMatchObject({ code: 'plugin.command-disabled' });
      await agent.api('mamori.menus.setContext', 'ready', true);
      agent.host.configuration.set('everycall.level', 'high');
      expect(items()).toEqual([{ title: 'Gray', enabled: true }]);
      await agent.api('mamori.menus.setContext', 'hidden', 1);
      expect(items()).toEqual([]);
    });

    it('are bounded', async () => {
      for (let key = 0; key < 256; key++) await agent.api('mamori.menus.setContext', `k${key}`, key);
      expect(await refused('mamori.menus.setContext', 'one-more', 1)).toBe('plugin.limit-reached');
      await agent.api('mamori.menus.setContext', 'k0');
      await agent.api('mamori.menus.setContext', 'one-more', 1);
    });

    it('on files are only those of the contributed overlay and its states', async () => {
      const mark = { path: '/a', state: 'problem', reason: 'R' };
      await agent.api('mamori.overlays.assign', 'everycall.open', [mark]);
      expect(agent.services.overlaid).toEqual(new Map([['acme.everycall everycall.open', [mark]]]));
      expect(await refused('mamori.overlays.assign', 'everycall.open', [{ ...mark, state: 'in-progress' }])).toBe('plugin.not-contributed');
      expect(await refused('mamori.overlays.assign', 'everycall.open', [{ ...mark, state: 'protected' }])).toBe('plugin.bad-message');
      expect(await refused('mamori.overlays.assign', 'other.open', [mark])).toBe('plugin.not-contributed');
    });
  });

  it('keeps the newest lines of a plugin\'s channels', async () => {
    for (let line = 0; line < 300; line++) await agent.do('line', { channel: 'main', text: `line ${line}` });
    await agent.do('capabilities');
    expect(agent.host.outputOf('acme.everycall')).toEqual(Array.from({ length: 256 }, (_, index) => ({ channel: 'main', line: `line ${44 + index}` })));
  });

  it('registers a thousand commands and runs the last of them', async () => {
    const ids = Array.from({ length: 1000 }, (_, index) => `many.c${index}`);
    const manifest = manifestFrom(JSON.stringify({
      name: 'many', publisher: 'acme', version: '1.0.0', engines: { mamori: '*' }, main: 'main.mjs', contributes: { commands: ids.map(command => ({ command, title: command })) },
    }));
    await agent.host.add(agent.written(manifest, `export function activate(context, mamori) {
      for (let index = 0; index < 1000; index++) context.subscriptions.push(mamori.commands.registerCommand('many.c' + index, () => index));
    }`));
    expect(await agent.host.executeCommand('many.c999', { paths: [], origin: 'menu' }, { signal: never })).toBe(999);
    await eventually(() => expect(agent.host.registered).toBe(1000)); // the plugin's side answers for its commands from the first moment, the agent's books follow
    await agent.host.disable('acme.many');
    expect(agent.host.registered).toBe(0);
  });

  if (place === 'in a host process') it('leaves nothing behind when a plugin\'s process ends, and gives it a new life', async () => {
    await agent.do('observe', { name: 'runs', stream: 'runs' });
    await agent.api('mamori.menus.setContext', 'ready', true);
    await agent.api('mamori.overlays.assign', 'everycall.open', [{ path: '/a', state: 'problem', reason: 'R' }]);
    await expect(agent.do('exit')).rejects.toMatchObject({ code: 'plugin.host-gone' });
    await eventually(() => expect([agent.host.plugins()[0]?.phase, agent.host.registered]).toEqual(['active', 1]));
    expect([agent.services.overlaid.size, agent.services.runEvents.observed]).toEqual([0, false]);
    expect(await agent.do('seen')).toEqual([]);
    expect(agent.host.plugins()).toMatchObject([{ crashes: 1 }]);
  });

  it('leaves nothing behind when a plugin is deactivated, however often', async () => {
    for (let round = 0; round < (place === 'in this process' ? 20 : 3); round++) {
      await agent.do('command', { name: 'everycall.second' });
      await agent.do('channel', { name: 'everycall.chat' });
      await agent.do('before', { name: 'everycall.dump' });
      await agent.do('scheme', { name: 'every' });
      await agent.do('observe', { name: 'runs', stream: 'runs' });
      await agent.api('mamori.menus.setContext', 'ready', true);
      await agent.api('mamori.overlays.assign', 'everycall.open', [{ path: '/a', state: 'problem', reason: 'R' }]);
      expect(agent.host.registered).toBe(8);
      await agent.host.disable('acme.everycall');
      expect(agent.host.registered).toBe(0);
      expect(agent.services.overlaid.size).toBe(0);
      expect(agent.services.runEvents.observed).toBe(false);
      expect(agent.host.menus('tray', new Map())).toEqual([]);
      await expect(agent.do('seen')).rejects.toMatchObject({ code: 'plugin.unknown-command' });
      agent.host.enable('acme.everycall');
      expect(agent.host.menus('tray', new Map())).toHaveLength(1);
    }
  });
});
