import { lstatSync, realpathSync } from 'node:fs';
import { basename } from 'node:path';
import { CodedError } from '../base/coded-error.js';
import { encodePath } from '../base/path-bytes.js';
import { systemRandom } from '../base/random.js';
import type { SourceSettings } from '../core/backup/source-settings.js';
import { agentErrors } from '../terms/errors/agent-errors.js';
import type { Workspace } from './workspace.js';

/** The sources with what all of them leave out. */
export function sourcesOf({ settings }: Workspace): readonly SourceSettings[] {
  const { sources, preferences } = settings.current;
  return sources.map(source => ({
    ...source,
    excludedExtensions: [...source.excludedExtensions, ...preferences['exclude.extensions']],
    excludedPatterns: [...source.excludedPatterns, ...preferences['exclude.patterns'], ...preferences['exclude.filters'].flatMap(({ patterns }) => patterns)],
    excludeHidden: source.excludeHidden || preferences['exclude.hidden'],
  }));
}

/** Whether `path` is `folder` or lies in it; both absolute. */
export function liesIn(path: string, folder: string): boolean {
  const above = folder.replace(/[/\\]+$/, '');
  return path === above || (path.startsWith(above) && (path[above.length] === '/' || path[above.length] === '\\'));
}

/** The place a path really is at, links followed; the path itself where that cannot be told. */
export function realPlace(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

const MAX_NAME = 255;

/**
 * A name that can be that of a folder at the destination, without blanks around it.
 *
 * @throws CodedError source.name-refused
 */
export function checkedName(name: string): string {
  const trimmed = name.trim();
  const isFolderName = trimmed !== '' && trimmed !== '.' && trimmed !== '..' && trimmed.length <= MAX_NAME && !/[/\\\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(trimmed);
  if (!isFolderName) throw CodedError.of(agentErrors, 'source.name-refused', JSON.stringify(name), { data: { name } });
  return trimmed;
}

/** @throws CodedError source.not-a-folder */
export function checkFolder(folder: string): void {
  if (!isFolder(folder)) throw CodedError.of(agentErrors, 'source.not-a-folder', folder, { data: { folder } });
}

/**
 * Adds a folder as a source, or answers with the one that it already is.
 *
 * A source that was protected before (on this device, from the same place) goes on with its history in the vault. The vault's and our own state folder below it are left out.
 * @throws CodedError source.not-a-folder, source.contains-vault, source.overlaps, source.name-refused, source.name-taken
 */
export function addSource(workspace: Workspace, folder: string, name: string | undefined): { readonly source: SourceSettings; readonly added: boolean } {
  const { settings, place, installation, clock } = workspace;
  checkFolder(folder);
  const root = realPlace(folder);
  const existing = sourcesOf(workspace).find(source => source.root === root);
  if (existing) return { source: existing, added: false };
  for (const own of [installation?.vault.location, place.home]) {
    if (own !== undefined && liesIn(root, realPlace(own))) throw CodedError.of(agentErrors, 'source.contains-vault', folder, { data: { folder } });
  }
  const chosen = name === undefined ? undefined : checkedName(name);
  if (chosen !== undefined && settings.current.sources.some(source => source.name === chosen)) throw CodedError.of(agentErrors, 'source.name-taken', chosen, { data: { name: chosen } });
  const overlapping = settings.current.sources.find(source => liesIn(root, source.root) || liesIn(source.root, root));
  if (overlapping) throw CodedError.of(agentErrors, 'source.overlaps', `${folder} and ${overlapping.root}`, { data: { folder, other: overlapping.root } });
  const source: SourceSettings = {
    id: earlierSource(workspace, root) ?? systemRandom.bytes(16).toString('hex'),
    name: chosen ?? (basename(root) || root), root, addedMs: clock.nowMs(),
    excludedExtensions: [], excludedPatterns: [], excludeHidden: false, oneFileSystem: false,
  };
  settings.update(current => ({ ...current, sources: [...current.sources, mutable(source)] }));
  return { source: sourcesOf(workspace).at(-1) as SourceSettings, added: true };
}

/** @throws CodedError source.unknown */
export function removeSource(workspace: Workspace, wanted: string): SourceSettings {
  const source = sourcesOf(workspace).find(({ id, name, root }) => name === wanted || root === wanted || (wanted.length >= 4 && id.startsWith(wanted)));
  if (!source) throw CodedError.of(agentErrors, 'source.unknown', wanted, { data: { source: wanted } });
  workspace.settings.update(current => ({ ...current, sources: current.sources.filter(({ id }) => id !== source.id) }));
  return source;
}

/** The history of this device's folder of the same place in the vault: after a reinstallation it goes on, instead of beginning anew beside the old one. */
function earlierSource({ catalog, device }: Workspace, root: string): string | undefined {
  return catalog.sources().find(({ definition }) => {
    const known = JSON.parse(definition) as { device?: string; root?: string };
    return known.device === device && known.root === root;
  })?.id;
}

function isFolder(path: string): boolean {
  try {
    return lstatSync(realPlace(path)).isDirectory() && encodePath(path).length > 0;
  } catch {
    return false;
  }
}

function mutable(source: SourceSettings) {
  return { ...source, excludedExtensions: [...source.excludedExtensions], excludedPatterns: [...source.excludedPatterns] };
}
