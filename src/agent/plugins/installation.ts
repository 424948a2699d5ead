import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemRandom } from '../../base/random.js';
import { PluginFolders } from '../../host/adapters/plugin-folder.js';
import type { InstalledPlugin } from '../../host/main/hosts/installed-plugin.js';
import { PluginInstaller } from '../../host/main/install/plugin-installer.js';
import { PluginRegistry, type RegisteredPlugin } from '../../host/main/install/plugin-registry.js';
import { recheck } from '../../host/main/install/recheck.js';
import type { Manifest } from '../../wire/plugins/manifest/index.js';
import { filesOf } from '../place.js';
import type { Workspace } from '../workspace.js';

/** Where the plugins of one state folder are, and what brings them in. Holds nothing open: make one when it is needed. */
export interface PluginInstallation {
  readonly registry: PluginRegistry;
  readonly shelf: PluginFolders;
  readonly installer: PluginInstaller;
  /** A registered plugin as the hosts need it; makes its storage folder. */
  asInstalled(plugin: RegisteredPlugin): InstalledPlugin;
}

export function pluginInstallation({ place, state, clock, program }: Workspace, builtIn: readonly Manifest[]): PluginInstallation {
  const files = filesOf(place);
  const registry = new PluginRegistry(state.settings);
  const shelf = new PluginFolders({ plugins: files.plugins, storage: files.pluginStorage, scratch: files.scratch }, systemRandom);
  return {
    registry, shelf,
    installer: new PluginInstaller({ registry, shelf, builtIn, productVersion: program, clock }),
    asInstalled({ manifest, folder, granted, enabled }) {
      const storage = join(files.pluginStorage, manifest.id);
      mkdirSync(storage, { recursive: true, mode: 0o700 });
      return { manifest, folder: shelf.folderOf(manifest.id, folder), storage, granted, enabled, builtIn: false };
    },
  };
}

/**
 * The plugins that can run, as the agent starts, in the order of their installation; call it before any runs, for it removes what interrupted installations left.
 *
 * Nothing is read but the registry and, once after an update of the product, each manifest; that a plugin's code is there is one look per plugin, that it is unchanged
 * is for `doctor` to say.
 */
export async function installedPlugins(workspace: Workspace, builtIn: readonly Manifest[]): Promise<readonly InstalledPlugin[]> {
  const { registry, shelf, asInstalled } = pluginInstallation(workspace, builtIn);
  const plugins = registry.all().map(plugin => {
    if (plugin.checkedBy === workspace.program) return plugin;
    const checked = recheck(plugin, manifestTextOf(shelf, plugin), workspace.program);
    registry.put(checked);
    return checked;
  });
  await shelf.sweep(new Map(plugins.map(({ manifest, folder }) => [manifest.id, folder])));
  return plugins.filter(plugin => plugin.unusable === undefined && isThere(shelf, plugin)).map(asInstalled);
}

/** Whether what runs of a plugin lies where it should. */
function isThere(shelf: PluginFolders, { manifest, folder }: RegisteredPlugin): boolean {
  return existsSync(join(shelf.folderOf(manifest.id, folder), manifest.main ?? 'package.json'));
}

function manifestTextOf(shelf: PluginFolders, { manifest, folder }: RegisteredPlugin): string | undefined {
  try {
    return readFileSync(join(shelf.folderOf(manifest.id, folder), 'package.json'), 'utf8');
  } catch {
    return undefined;
  }
}
