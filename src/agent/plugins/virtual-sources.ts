import { systemRandom } from '../../base/random.js';
import type { SourceSettings } from '../../core/backup/source-settings.js';
import { namedSource } from '../../core/restore/locate-source.js';
import type { HookFolder } from '../../host/main/run-hooks.js';
import { realPlace } from '../sources.js';
import type { Workspace } from '../workspace.js';

const PREFIX = 'plugin-source/';

/**
 * The source that a plugin's folder is backed up as. It stands in no settings, is not watched and not scheduled by itself; its definition is sealed in the vault with each of its runs, so
 * that it is listed and restored like any other, on a new PC too.
 *
 * Its id belongs to plugin and name, so that its history continues. It is kept in the local state; after a reinstallation it is found again in the vault, by the rule that holds
 * for folders: same device, same place.
 */
export function virtualSource(workspace: Workspace, { plugin, name, path }: Pick<HookFolder, 'plugin' | 'name' | 'path'>): SourceSettings {
  const { state: { settings }, clock } = workspace;
  const root = realPlace(path);
  const key = `${PREFIX}${plugin}/${name}`;
  const known = settings.get(key) as string | undefined;
  const id = known ?? earlierSource(workspace, root) ?? systemRandom.bytes(16).toString('hex');
  if (known === undefined) settings.set(key, id);
  return { id, name, root, addedMs: clock.nowMs(), excludedExtensions: [], excludedPatterns: [], excludeHidden: false, oneFileSystem: false };
}

/** For an installation that takes an identity of its own: its histories are new ones. */
export function forgetVirtualSources({ state: { settings } }: Pick<Workspace, 'state'>): void {
  for (const key of settings.list(PREFIX).keys()) settings.set(key, undefined);
}

function earlierSource({ catalog, device }: Workspace, root: string): string | undefined {
  return catalog.sources().map(namedSource).find(({ definition }) => definition.device === device && definition.root === root)?.id;
}
