import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../../../src/base/logger.js';
import type { PluginModule } from '../../../../src/host/api/index.js';
import { createPluginApi } from '../../../../src/host/child/api/index.js';
import { ExtensionHosts } from '../../../../src/host/main/hosts/extension-hosts.js';
import type { HostStarter, StartedHost } from '../../../../src/host/main/hosts/host-starter.js';
import { inAgentHosts } from '../../../../src/host/main/hosts/in-agent-hosts.js';
import type { InstalledPlugin, PluginPhase } from '../../../../src/host/main/hosts/installed-plugin.js';
import type { Handlers } from '../../../../src/host/rpc/index.js';
import { checkManifest, type PluginId } from '../../../../src/wire/plugins/manifest/index.js';
import type { AgentMethods } from '../../../../src/wire/plugins/rpc/agent-methods.js';
import { ManualClock } from '../../../fakes/manual-clock.js';

const NAMES = ['one', 'two', 'three'] as const;
type Name = (typeof NAMES)[number];
const idOf = (name: Name): PluginId => `acme.${name}`;

function pluginNamed(name: Name): InstalledPlugin {
  const checked = checkManifest(JSON.stringify({
    name, publisher: 'acme', version: '1.0.0', main: 'index.js', engines: { mamori: '>=0.1.0' }, activationEvents: ['onStartupFinished'],
    contributes: { commands: [{ command: `${name}.run`, title: 'Run' }] },
  }), 'package.json');
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  return { manifest: checked.manifest, folder: `/plugins/${name}`, storage: `/storage/${name}`, granted: name === 'three' ? ['secrets'] : [], builtIn: false, enabled: true };
}

/** Hosts that behave like processes, but live in this one and can be made to crash. */
class World {
  readonly clock = new ManualClock();
  readonly running = new Map<StartedHost, string>();
  readonly failing = new Set<Name>();
  readonly culprits: PluginId[] = [];
  readonly steps: (readonly [PluginId, PluginPhase])[] = [];
  readonly hosts: ExtensionHosts;

  constructor() {
    const { clock } = this;
    const inner = inAgentHosts({ createApi: createPluginApi, clock, logger: silentLogger, load: async ({ plugin }) => this.#module(plugin.slice('acme.'.length) as Name) });
    const processes: HostStarter = {
      start: spec => {
        const started = inner.start(spec);
        this.running.set(started, spec.name);
        void started.ended.then(() => this.running.delete(started));
        return started;
      },
    };
    this.hosts = new ExtensionHosts({
      plugins: NAMES.map(pluginNamed), processes, inAgent: inner, clock, logger: silentLogger, apiVersion: '0.1.0', language: 'en', handlers: {} as Handlers<AgentMethods>,
      observer: { onDidChangeState: ({ plugin, phase }) => this.steps.push([plugin, phase]), onDidDisableCulprit: ({ plugin }) => this.culprits.push(plugin) },
    });
  }

  call(name: Name): Promise<unknown> {
    return this.hosts.call(idOf(name), '$commands.run', { command: `${name}.run`, args: {} });
  }

  async quiet(): Promise<void> {
    for (let turn = 0; turn < 40; turn++) await this.clock.advance(1);
  }

  #module(name: Name): PluginModule {
    return {
      activate: async (context, mamori) => {
        await Promise.resolve();
        if (this.failing.has(name)) throw new Error('out of order');
        context.subscriptions.push(mamori.commands.registerCommand(`${name}.run`, () => name));
      },
    };
  }
}

const NEXT: Readonly<Record<PluginPhase, readonly PluginPhase[]>> = {
  inactive: ['activating', 'disabled'], activating: ['active', 'deactivating'], active: ['deactivating'], deactivating: ['inactive', 'disabled'], disabled: ['inactive'],
};
const EXPECTED_CODES = new Set(['plugin.disabled', 'plugin.activation-failed', 'plugin.host-gone', 'plugin.unknown', 'plugin.not-active']);

type Deed = readonly ['call' | 'disable' | 'enable' | 'break' | 'mend' | 'install' | 'uninstall', Name] | readonly ['crash' | 'event' | 'turn' | 'window'];
const name = fc.constantFrom(...NAMES);
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(fc.constant('call' as const), name) },
  { weight: 2, arbitrary: fc.constantFrom<Deed>(['crash'], ['turn'], ['turn']) },
  fc.constantFrom<Deed>(['event'], ['window']),
  fc.tuple(fc.constantFrom('disable' as const, 'enable' as const, 'break' as const, 'mend' as const, 'install' as const, 'uninstall' as const), name),
);

function begin(world: World, [what, who]: Deed): Promise<unknown> | undefined {
  switch (what) {
    case 'call': return world.call(who);
    case 'disable': return world.hosts.disable(idOf(who));
    case 'enable': return (async () => world.hosts.enable(idOf(who)))();
    case 'install': return world.hosts.install(pluginNamed(who));
    case 'uninstall': return world.hosts.uninstall(idOf(who));
    case 'event': return world.hosts.activate('onStartupFinished');
    case 'break': return void world.failing.add(who);
    case 'mend': return void world.failing.delete(who);
    case 'crash': return void [...world.running.keys()][0]?.kill();
    case 'window': return world.clock.advance(5 * 60_000);
    case 'turn': return world.clock.advance(1);
  }
}

describe('extension hosts', () => {
  it('come to rest in order, whatever happens at the same time', async () => {
    await fc.assert(fc.asyncProperty(fc.array(deed, { maxLength: 40 }), async deeds => {
      const world = new World();
      const open: Promise<unknown>[] = [];
      for (const each of deeds) {
        const begun = begin(world, each)?.catch((failure: { readonly code: string }) => failure.code);
        if (each[0] === 'turn' || each[0] === 'window') await begun;
        else if (begun) open.push(begun);
      }
      await world.quiet();
      const outcomes = await Promise.all(open);
      for (const outcome of outcomes) {
        if (typeof outcome === 'string' && outcome.startsWith('plugin.')) expect(EXPECTED_CODES).toContain(outcome);
      }
      const active = world.hosts.states.filter(({ phase }) => phase === 'active').length;
      expect(world.hosts.states.filter(({ phase }) => phase === 'activating' || phase === 'deactivating')).toEqual([]);
      expect(world.running.size).toBe(world.hosts.hosts);
      expect(world.hosts.hosts === 0).toBe(active === 0);
      expect(world.hosts.hosts).toBeLessThanOrEqual(active);

      const phases = new Map<PluginId, PluginPhase>();
      for (const [plugin, phase] of world.steps) {
        const from = phases.get(plugin) ?? 'inactive';
        expect(NEXT[from], `${plugin} ${from} → ${phase}`).toContain(phase);
        phases.set(plugin, phase);
      }

      // Nothing is stuck: whoever may run, runs.
      world.failing.clear();
      for (const { plugin } of world.hosts.states) world.hosts.enable(plugin);
      const answers = Promise.all(world.hosts.states.map(({ plugin }) => world.call(plugin.slice('acme.'.length) as Name)));
      await world.quiet();
      expect(await answers).toEqual(world.hosts.states.map(({ plugin }) => plugin.slice('acme.'.length)));

      const disposed = world.hosts.dispose();
      await world.quiet();
      await disposed;
      expect([world.running.size, world.hosts.hosts, world.clock.pendingTimers]).toEqual([0, 0, 0]);
    }), { numRuns: 300 });
  });

  it('disable who crashes alone three times, in whatever company the first time', async () => {
    const world = new World();
    await Promise.all([world.call('one'), world.call('two')]);
    expect(world.running.size).toBe(1);
    for (let round = 0; round < 3; round++) {
      const [host] = [...world.running].find(([, hostName]) => round === 0 || hostName.includes('acme.one')) ?? [];
      host?.kill();
      await world.quiet();
    }
    expect(world.culprits).toEqual(['acme.one']);
    expect(world.running.size).toBe(1);
    expect(world.hosts.states.map(({ phase }) => phase)).toEqual(['disabled', 'active', 'inactive']);
  });
});
