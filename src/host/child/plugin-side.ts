import type { AgentMethods } from '../../wire/plugins/rpc/agent-methods.js';
import type { MethodParams } from '../../wire/plugins/rpc/method.js';
import type { PluginMethods } from '../../wire/plugins/rpc/plugin-methods.js';
import type { Mamori, PluginContext } from '../api/index.js';
import type { Handlers, RpcPeer } from '../rpc/index.js';

/** What the agent says of a plugin when its life begins. */
export type Activation = MethodParams<PluginMethods, '$activate'>;

/** The calls that are about one active plugin: all but those of its life, which the host itself answers. */
export type PluginCalls = Omit<PluginMethods, '$activate' | '$deactivate' | '$ping'>;

/** The way to the agent, as the API uses it. */
export type AgentCalls = Pick<RpcPeer<PluginMethods, AgentMethods>, 'call'>;

/**
 * The API of one plugin for one life, from `$activate` to the end of `$deactivate`.
 *
 * - `handlers` is asked only for this plugin, and only from the moment `activate` has returned until it is about to be deactivated.
 * - `dispose` is called once, after the plugin's `deactivate` and its `context.subscriptions`; it takes back whatever the plugin registered and forgot. From then
 *   on `context` and `mamori` refuse, for a plugin may go on running in the background. It is also called when `activate` failed.
 */
export interface PluginApi {
  readonly context: PluginContext;
  readonly mamori: Mamori;
  readonly handlers: Handlers<PluginCalls>;
  dispose(): void | Promise<void>;
}

/** Makes the API that a plugin gets. `signal` is `context.signal`: the host fires it when the plugin is about to be deactivated. */
export type CreatePluginApi = (activation: Activation, agent: AgentCalls, signal: AbortSignal) => PluginApi;
