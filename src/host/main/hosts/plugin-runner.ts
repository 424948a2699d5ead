import type { ActivationEvent, PluginId } from '../../../wire/plugins/manifest/index.js';
import type { MethodArguments } from '../../../wire/plugins/rpc/method.js';
import type { PluginMethods } from '../../../wire/plugins/rpc/plugin-methods.js';
import type { PluginCalls } from '../../child/plugin-side.js';
import type { CallOptions, CallResult } from '../../rpc/index.js';
import type { Culprit } from './crash.js';
import type { InstalledPlugin, PluginState } from './installed-plugin.js';

/** Parameters of a call without the plugin's id, which the runner fills in. */
export type PluginArguments<M extends keyof PluginCalls> = Omit<MethodArguments<PluginMethods, M>, 'plugin'>;

/** What the rest of the agent's side needs of the hosts; `ExtensionHosts` is it. */
export interface PluginRunner {
  /**
   * Calls a plugin, which is activated first if need be. The signal cancels the caller's part at once and is passed on to the plugin; an activation under way goes on.
   *
   * @throws CodedError what the plugin answers; `plugin.unknown`, `plugin.disabled`, `plugin.activation-failed`, `plugin.busy` (too many calls are open already),
   *   `plugin.host-gone`, `plugin.unresponsive`
   */
  call<M extends keyof PluginCalls & string>(plugin: PluginId, method: M, params: PluginArguments<M>, options?: CallOptions<PluginMethods[M]>): Promise<CallResult<PluginMethods, M>>;
  /** Activates every enabled plugin that waits for the event; resolves when each is active or has failed, which is in the log and in `states`. Never rejects. */
  activate(event: ActivationEvent): Promise<void>;
  /** Enabled plugins that wait for the event; starts nothing. */
  waitingFor(event: ActivationEvent): readonly PluginId[];
  /** Adds a plugin, or replaces one of the same id after it was deactivated. */
  install(plugin: InstalledPlugin): Promise<void>;
  /** Deactivates a plugin and forgets it. */
  uninstall(plugin: PluginId): Promise<void>;
  /** Deactivates a plugin; until `enable` its calls fail with `plugin.disabled`. */
  disable(plugin: PluginId): Promise<void>;
  /** Takes back `disable`, also that of a culprit: its crashes are forgotten. Nothing runs before the next event. */
  enable(plugin: PluginId): void;
  readonly states: readonly PluginState[];
}

/** What the hosts tell while they work. Nothing here may throw. */
export interface HostObserver {
  /** A plugin came to another phase. At `inactive` and `disabled` all it had registered is void: its commands, context keys, overlays, channels, hooks, subscriptions. */
  onDidChangeState(state: PluginState): void;
  /** A plugin was disabled because it brought its host down again and again: something to tell the person and to remember. */
  onDidDisableCulprit(culprit: Culprit): void;
}
