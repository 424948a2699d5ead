import { CodedError } from '../../base/coded-error.js';
import { silentLogger, type Logger } from '../../base/logger.js';
import { pluginErrors } from '../../terms/errors/plugin-errors.js';
import { AGENT_METHODS, type AgentMethods } from '../../wire/plugins/rpc/agent-methods.js';
import { PLUGIN_METHODS, type PluginMethods } from '../../wire/plugins/rpc/plugin-methods.js';
import { RpcPeer, type Handlers, type Transport } from '../rpc/index.js';
import { beginLife, type LoadModule, type PluginLife } from './loader.js';
import type { Activation, AgentCalls, CreatePluginApi } from './plugin-side.js';

export interface PluginHostOptions {
  readonly transport: Transport;
  readonly createApi: CreatePluginApi;
  readonly load: LoadModule;
  readonly logger?: Logger;
}

type UncheckedHandler = (params: unknown, context: unknown) => unknown;

/**
 * The plugin side of a host: activates and deactivates plugins when it is told to, and hands each call to the plugin it is for.
 *
 * The same code serves a process of its own and the agent's built-in plugins. The conversation is over when the returned peer is; plugins that are still active are then
 * told to stop, and nobody waits for them.
 */
export function servePlugins({ transport, createApi, load, logger = silentLogger }: PluginHostOptions): RpcPeer<PluginMethods, AgentMethods> {
  const lives = new Map<string, PluginLife>();
  const beginning = new Map<string, Promise<void>>();
  const agent: AgentCalls = { call: (method, ...rest) => peer.call(method, ...rest) };

  const begin = async (activation: Activation, signal: AbortSignal): Promise<void> => {
    const stopping = new AbortController();
    const api = createApi(activation, agent, stopping.signal);
    lives.set(activation.plugin, await beginLife({ activation, api, load, stopping, signal, logger }));
  };

  const own: Record<string, UncheckedHandler> = {
    $ping: () => undefined,
    $activate: async (params, context) => {
      const activation = params as Activation;
      if (lives.has(activation.plugin) || beginning.has(activation.plugin)) throw inactive(activation.plugin, 'is active already');
      const begun = begin(activation, (context as { readonly signal: AbortSignal }).signal);
      beginning.set(activation.plugin, begun);
      await begun.finally(() => beginning.delete(activation.plugin));
    },
    $deactivate: async (params, context) => {
      const { plugin } = params as { readonly plugin: string };
      await beginning.get(plugin)?.catch(() => {});
      const life = lives.get(plugin);
      lives.delete(plugin);
      await life?.end((context as { readonly signal: AbortSignal }).signal);
    },
  };
  for (const method of Object.keys(PLUGIN_METHODS)) {
    own[method] ??= (params, context) => {
      const { plugin } = params as { readonly plugin: string };
      const life = lives.get(plugin);
      if (!life) throw inactive(plugin, 'is not active');
      return (life.api.handlers as unknown as Readonly<Record<string, UncheckedHandler>>)[method]?.(params, context);
    };
  }
  const peer = new RpcPeer({ transport, own: PLUGIN_METHODS, handlers: own as unknown as Handlers<PluginMethods>, theirs: AGENT_METHODS, logger });
  void peer.closed.then(() => {
    for (const life of lives.values()) void life.end(AbortSignal.abort());
    lives.clear();
  });
  return peer;
}

function inactive(plugin: string, what: string): CodedError {
  return CodedError.of(pluginErrors, 'plugin.host-gone', `${plugin} ${what}`, { data: { plugin } });
}
