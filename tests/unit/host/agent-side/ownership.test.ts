import { beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../../../src/base/logger.js';
import { agentAnswers } from '../../../../src/host/main/agent-side/agent-answers.js';
import { OutputLog } from '../../../../src/host/main/agent-side/output-log.js';
import { LOG_LINES, NOTICES, RateBudget } from '../../../../src/host/main/agent-side/rate-budget.js';
import { RegistrationBook } from '../../../../src/host/main/agent-side/registrations.js';
import { ContributionIndex } from '../../../../src/host/main/contribution-index.js';
import { PluginConfiguration } from '../../../../src/host/main/plugin-configuration.js';
import { ManualClock } from '../../../fakes/manual-clock.js';
import { MemoryHostServices } from '../../../fakes/memory-host-services.js';
import type { CapabilityName } from '../../../../src/wire/plugins/manifest/index.js';
import { AGENT_METHODS } from '../../../../src/wire/plugins/rpc/agent-methods.js';
import { manifestOf } from '../support/manifests.js';

const contributes = (name: string) => ({
  commands: [{ command: `${name}.a`, title: 'A' }], noticeChannels: [{ id: `${name}.chat`, title: 'Chat' }], notices: [{ id: `${name}.told`, title: 'Told', severity: 'alarm' }],
  runHooks: [{ id: `${name}.dump`, phase: 'before' }], overlays: [{ id: `${name}.open`, title: 'Open', states: ['problem'] }], destinations: [{ schemes: [`${name}s`], title: 'D' }],
  configuration: { properties: { [`${name}.on`]: { type: 'boolean' } } },
});
type Answer = (params: Readonly<Record<string, unknown>>, context: unknown) => unknown;

describe('what a host asks in a plugin\'s name', () => {
  let ask: (method: string, params: Readonly<Record<string, unknown>>) => Promise<unknown>;
  let granted: Set<CapabilityName>;
  let clock: ManualClock;
  const registrations = new RegistrationBook(() => {});
  beforeEach(() => {
    clock = new ManualClock();
    const services = new MemoryHostServices();
    const index = new ContributionIndex();
    for (const name of ['desk', 'other']) index.add(manifestOf(name, contributes(name), { capabilities: { destinations: true } }));
    granted = new Set(['destinations']);
    const answers = agentAnswers({
      services, index, registrations, configuration: new PluginConfiguration(index, services.settings), output: new OutputLog(), logger: silentLogger,
      lines: new RateBudget(clock, LOG_LINES), notices: new RateBudget(clock, NOTICES),
      grantsOf: plugin => (plugin === 'acme.desk' ? [...granted] : ['destinations', 'secrets']), isActive: () => true, execute: async () => 'ran', emit: async () => {},
    }) as unknown as Readonly<Record<string, Answer>>;
    ask = async (method, params) => answers[method]?.(params, { signal: new AbortController().signal });
  });

  it.each([
    ['$commands.register', { command: 'other.a' }], ['$notices.registerChannel', { channel: 'other.chat' }], ['$runs.registerHook', { hook: 'other.dump' }],
    ['$destinations.register', { scheme: 'others' }], ['$notices.show', { notice: { kind: 'other.told', title: 'T', text: 'X' } }], ['$overlays.assign', { overlay: 'other.open', marks: [] }],
    ['$configuration.get', { key: 'other.on' }], ['$configuration.update', { key: 'other.on', value: true }], ['$commands.register', { command: 'no.such' }],
  ])('%s is refused for what another plugin contributes', async (method, params) => {
    await expect(ask(method, { plugin: 'acme.desk', ...params })).rejects.toMatchObject({ code: 'plugin.not-contributed' });
    expect(registrations.size).toBe(0);
  });

  it.each(Object.entries(AGENT_METHODS).flatMap(([method, definition]) => ('capability' in definition ? [[method, definition.capability] as const] : [])))(
    '%s is refused without %s', async (method, capability) => {
      granted.clear();
      await expect(ask(method, { plugin: 'acme.desk' })).rejects.toMatchObject({ code: 'plugin.capability-missing', data: { plugin: 'acme.desk', capability } });
    });

  it('is registered once, and gone when the plugin is', async () => {
    await ask('$commands.register', { plugin: 'acme.desk', command: 'desk.a' });
    await expect(ask('$commands.register', { plugin: 'acme.desk', command: 'desk.a' })).rejects.toMatchObject({ code: 'plugin.duplicate-command' });
    await ask('$destinations.register', { plugin: 'acme.desk', scheme: 'desks' });
    await expect(ask('$destinations.register', { plugin: 'acme.desk', scheme: 'desks' })).rejects.toMatchObject({ code: 'plugin.duplicate-handler' });
    await ask('$menus.setContext', { plugin: 'acme.other', key: 'busy', value: true });
    expect(registrations.contextValue('acme.other.busy')).toBe(true);
    expect(registrations.contextValue('acme.desk.busy')).toBeUndefined();
    registrations.void('acme.desk');
    expect(registrations.size).toBe(1);
    registrations.void('acme.other');
    expect(registrations.size).toBe(0);
  });

  it('runs no command of a plugin that may do more', async () => {
    const run = (command: string) => ask('$commands.execute', { plugin: 'acme.desk', command, args: { paths: [] } });
    await expect(run('other.a')).rejects.toMatchObject({ code: 'plugin.capability-missing', data: { capability: 'secrets' } });
    expect(await run('desk.a')).toBe('ran');
    granted.add('secrets').add('network');
    expect(await run('other.a')).toBe('ran');
  });

  it('is told in notices only so often, each plugin by itself', async () => {
    const show = (name: string) => ask('$notices.show', { plugin: `acme.${name}`, notice: { kind: `${name}.told`, title: 'T', text: 'X' } });
    for (let number = 0; number < NOTICES.burst; number += 1) await show('desk');
    await expect(show('desk')).rejects.toMatchObject({ code: 'plugin.limit-reached' });
    await show('other');
    await clock.advance(20_000);
    await show('desk');
    await expect(show('desk')).rejects.toMatchObject({ code: 'plugin.limit-reached' });
  });

  it('reads a version only with the proposal', async () => {
    granted.add('files.read');
    await expect(ask('$versions.read', { plugin: 'acme.desk', path: '/a', version: 1 })).rejects.toMatchObject({ code: 'plugin.proposal-missing' });
  });
});
