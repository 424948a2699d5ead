import { CodedError } from '../../../base/coded-error.js';
import { pluginErrors } from '../../../terms/errors/plugin-errors.js';
import type { PluginId } from '../../../wire/plugins/manifest/index.js';

const MAX_DETAIL_CHARS = 500;

export const unknownPlugin = (plugin: string) => CodedError.of(pluginErrors, 'plugin.unknown', `there is no plugin ${plugin}`, { data: { plugin } });

export const pluginDisabled = (plugin: PluginId) => CodedError.of(pluginErrors, 'plugin.disabled', `${plugin} is disabled`, { data: { plugin } });

export const pluginBusy = (plugin: PluginId, open: number) =>
  CodedError.of(pluginErrors, 'plugin.busy', `${open} calls of ${plugin} are open already`, { data: { plugin, open } });

export const pluginDeactivated = (plugin: PluginId) =>
  CodedError.of(pluginErrors, 'plugin.host-gone', `${plugin} was deactivated before the call was answered`, { data: { plugin } });

export const hostCrashed = (host: string, detail: string) => CodedError.of(pluginErrors, 'plugin.host-gone', `${host}: ${detail}`);

export const hostUnresponsive = (host: string, silentMs: number) =>
  CodedError.of(pluginErrors, 'plugin.unresponsive', `${host} did not answer for ${silentMs} ms`, { data: { silentMs } });

export const overTimeLimit = (plugin: PluginId, limitMs: number) =>
  CodedError.of(pluginErrors, 'plugin.activation-failed', `${plugin} was not active after ${limitMs} ms`, { data: { plugin, detail: 'time limit', limitMs } });

const SAYS_MORE: ReadonlySet<string> = new Set(['plugin.activation-failed', 'plugin.host-gone', 'plugin.unresponsive', 'plugin.protocol-mismatch']);

/** Whatever kept a plugin from becoming active. A failure of its own is told inside; one of its host as it is. */
export function activationFailed(plugin: PluginId, failure: unknown): CodedError {
  if (failure instanceof CodedError && SAYS_MORE.has(failure.code)) return failure;
  const detail = (failure instanceof Error ? failure.message : String(failure)).slice(0, MAX_DETAIL_CHARS);
  return CodedError.of(pluginErrors, 'plugin.activation-failed', `${plugin} was not activated: ${detail}`, { data: { plugin, detail }, cause: failure });
}
