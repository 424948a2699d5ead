import { unknownPlugin } from '../../host/main/install/install-errors.js';
import type { DisabledBy } from '../../host/main/install/plugin-registry.js';
import type { Manifest, PluginId } from '../../wire/plugins/manifest/index.js';
import type { PluginRow } from '../../wire/verbs/plugin-results.js';
import { builtInManifests } from '../plugins/built-in-manifests.js';
import { pluginInstallation, type PluginInstallation } from '../plugins/installation.js';
import { pluginSecrets, pluginState } from '../plugins/plugin-state.js';
import { builtInRow, installedRow } from './plugin-rows.js';
import type { Verb, VerbHost } from './verb.js';

/** Enough to see what a plugin did last; the log has the rest. */
const MAX_OUTPUT_LINES = 20;

export const pluginListVerb: Verb<'plugin.list'> = async host => {
  const { registry } = installationOf(host);
  const states = new Map((await host.plugins?.states())?.map(state => [state.plugin, state]));
  return [...builtInOf(host).map(manifest => builtInRow(manifest, registry.builtInDisabledBy(manifest.id))), ...registry.all().map(installedRow)].map((row): PluginRow => {
    const state = states.get(row.id);
    if (!state) return row;
    const output = host.workspace.plugins?.outputOf(row.id as PluginId).slice(-MAX_OUTPUT_LINES) ?? [];
    return { ...row, running: state.phase === 'active', failure: state.failure, unusable: state.phase === 'broken' ? state.failure : row.unusable, ...(output.length > 0 && { output }) };
  });
};

/** Off at once, and at every start until it is switched on again. */
export const pluginDisableVerb: Verb<'plugin.disable'> = async (host, { plugin }) => {
  const row = switched(host, plugin, 'person');
  if (!row.unusable) await host.plugins?.disable(row.id as PluginId);
  return row;
};

export const pluginEnableVerb: Verb<'plugin.enable'> = async (host, { plugin }) => {
  const row = switched(host, plugin, undefined);
  if (!row.unusable) await host.plugins?.enable(row.id as PluginId);
  return row;
};

/** Takes the plugin away and, unless asked not to, all it kept: last its row, so that what a crash interrupts can be asked for again. */
export const pluginRemoveVerb: Verb<'plugin.remove'> = async (host, { plugin, keepData }) => {
  const { installer, shelf } = installationOf(host);
  const { manifest: { id, version, contributes } } = installer.installed(plugin);
  await host.plugins?.remove(id, { keepData });
  if (!keepData) {
    const { state: { settings }, credentials } = host.workspace;
    await shelf.removeStorage(id);
    await pluginSecrets(settings, credentials).forget(id);
    pluginState(settings).forget(id);
    for (const key of Object.keys(contributes.configuration?.properties ?? {})) settings.set(`setting/${key}`, undefined);
  }
  await installer.remove(id);
  return { removed: id, version, keptData: keepData };
};

export function installationOf(host: VerbHost): PluginInstallation {
  return pluginInstallation(host.workspace, builtInOf(host));
}

/** A one-off command finds them itself. */
function builtInOf({ workspace, builtInPlugins }: VerbHost): readonly Manifest[] {
  return builtInPlugins ?? builtInManifests(workspace.logger);
}

function switched(host: VerbHost, id: string, disabledBy: DisabledBy | undefined): PluginRow {
  const { registry } = installationOf(host);
  const builtIn = builtInOf(host).find(manifest => manifest.id === id);
  if (!builtIn && !registry.get(id)) throw unknownPlugin(id);
  registry.setDisabled(id as PluginId, disabledBy);
  const installed = registry.get(id);
  return installed ? installedRow(installed) : builtInRow(builtIn as NonNullable<typeof builtIn>, disabledBy);
}
