import { CodedError } from '../../base/coded-error.js';
import { pluginErrors } from '../../terms/errors/plugin-errors.js';
import { resourceExtension, type ContextValue, type WhenContext } from '../../wire/plugins/when/index.js';
import { liesIn, sourcesOf } from '../sources.js';
import type { Plugins } from '../plugins/plugins.js';
import { presentEntry } from './present-entry.js';
import type { Verb, VerbHost } from './verb.js';
import { whyPaths } from './why-verb.js';

/** Runs a contributed command as a menu would: on a selection, in its context. */
export const commandRunVerb: Verb<'command.run'> = async (host, { command, paths, origin, extra }, { signal }) => {
  const plugins = pluginsOf(host);
  const value = await (await plugins.host()).executeCommand(command, { paths: [...paths], origin, extra }, { signal, context: await contextOf(host, paths) });
  return { command, value };
};

/** What a menu shows, from manifests alone: no plugin's code runs. */
export const menuGetVerb: Verb<'menu.get'> = async (host, { location, paths }) => {
  const plugins = pluginsOf(host);
  if (plugins.off) return { groups: [] };
  const groups = (await plugins.host()).menus(location, await contextOf(host, paths));
  return { groups: groups.map(({ name, items }) => ({ name, items: items.map(({ command, title, plugin, enabled }) => ({ command, title, plugin, enabled })) })) };
};

/** @throws CodedError plugin.all-off */
function pluginsOf({ workspace: { plugins } }: VerbHost): Plugins {
  if (!plugins) throw CodedError.of(pluginErrors, 'plugin.all-off', 'no plugins in this process');
  return plugins;
}

/** Past this many, only what is true of the selection as a whole is asked: a menu must not wait for ten thousand files. */
const MOST_LOOKED_AT = 100;

/** The context keys of a selection (CONTEXT_KEYS); a key of single items has a value when all items agree. */
async function contextOf(host: VerbHost, paths: readonly string[]): Promise<WhenContext> {
  const { workspace } = host;
  const roots = sourcesOf(workspace).map(({ root }) => root);
  const values = new Map<string, ContextValue>([
    ['selectionCount', paths.length],
    ['inRoot', paths.length > 0 && paths.every(path => roots.some(root => liesIn(path, root)))],
    ['runState', workspace.queue.state],
  ]);
  if (paths.length > 0 && paths.length <= MOST_LOOKED_AT) {
    set(values, 'resourceKind', common(paths.map(path => (presentEntry(path)?.isDirectory() ? 'folder' : 'file'))));
    set(values, 'resourceExtension', common(paths.map(path => resourceExtension(path, process.platform === 'win32' ? 'windows' : 'posix'))));
    set(values, 'resourceStatus', common((await whyPaths(host, paths)).map(({ answer }) => answer)));
  }
  return values;
}

function common(values: readonly (string | undefined)[]): string | undefined {
  return values.every(value => value === values[0]) ? values[0] : undefined;
}

function set(values: Map<string, ContextValue>, key: string, value: string | undefined): void {
  if (value !== undefined) values.set(key, value);
}
