import { CodedError } from '../../base/coded-error.js';
import { EVERY_DAY } from '../../core/schedule/schedule-settings.js';
import { isPluginChannel } from '../../notifications/delivery/plugin-channel.js';
import { agentErrors } from '../../terms/errors/agent-errors.js';
import { pluginErrors } from '../../terms/errors/plugin-errors.js';
import { scheduleErrors } from '../../terms/errors/schedule-errors.js';
import { PLUGIN_KIND } from '../../terms/notice-terms.js';
import { channelsOf, kindSet, shownSettings } from '../notices/kind-channels.js';
import { contributedKind } from '../plugins/notice-plugins.js';
import { renameDevice, renameSource } from '../rename.js';
import { unknownSetting } from '../settings.js';
import { addSource, removeSource } from '../sources.js';
import { installed, type Workspace } from '../workspace.js';
import { sourceStates } from './status-verb.js';
import type { Verb } from './verb.js';

export const sourceListVerb: Verb<'source.list'> = host => sourceStates(host);

export const sourceAddVerb: Verb<'source.add'> = async (host, { path, name }) => {
  installed(host.workspace.installation);
  const { source } = addSource(host.workspace, path, name);
  host.workspace.happenings.sources.fire();
  await host.protection?.refresh();
  const state = sourceStates(host).find(({ id }) => id === source.id);
  if (!state) throw CodedError.of(agentErrors, 'source.unknown', source.name, { data: { source: source.name } });
  return state;
};

export const sourceRemoveVerb: Verb<'source.remove'> = async (host, { source }) => {
  const removed = removeSource(host.workspace, source);
  host.workspace.happenings.sources.fire();
  await host.protection?.refresh();
  return { removed: removed.name };
};

/** Without a source the device itself is meant. */
export const sourceRenameVerb: Verb<'source.rename'> = async (host, { source, name }) => {
  installed(host.workspace.installation);
  const { was } = source === undefined ? await renameDevice(host.workspace, name) : await renameSource(host.workspace, source, name);
  host.workspace.happenings.sources.fire();
  await host.protection?.refresh();
  return { was, name };
};

export const scheduleGetVerb: Verb<'schedule.get'> = ({ workspace }) => ({ schedule: workspace.settings.schedule });

/** Changes what is given and leaves the rest as it was. A new time turns the schedule on. */
export const scheduleSetVerb: Verb<'schedule.set'> = async ({ workspace, protection }, { time, days, on, off, pauseWindow, catchUp }) => {
  const { settings, clock } = workspace;
  const was = settings.schedule;
  const wantedTime = time ?? was?.time;
  if (wantedTime !== undefined) {
    settings.setSchedule({
      on: off ? false : on ?? (time !== undefined || was?.on === true), time: wantedTime, days: days ?? was?.days ?? EVERY_DAY,
      pauseWindow: pauseWindow === 'none' ? undefined : pauseWindow ?? was?.pauseWindow, catchUp: catchUp ?? was?.catchUp ?? 'tell',
    }, clock.nowMs());
  } else if (!off) {
    throw CodedError.of(scheduleErrors, 'schedule.no-time', 'no time was ever set');
  }
  await protection?.refresh();
  return { schedule: settings.schedule };
};

/** The product's settings and those that plugins contribute, under one roof; the plugin host is loaded only for what the product does not know. */
export const configGetVerb: Verb<'config.get'> = async ({ workspace }, { key }) => {
  const { preferences } = workspace.settings.current;
  const kind = key === undefined ? undefined : kindSet(key);
  if (key !== undefined && kind !== undefined) return { [key]: channelsOf(preferences, kind, defaultChannels(workspace, kind)) };
  if (key !== undefined && Object.hasOwn(preferences, key)) return { [key]: preferences[key as keyof typeof preferences] };
  const plugins = await pluginSettings(workspace);
  if (key === undefined) return { ...shownSettings(preferences), ...Object.fromEntries([...plugins?.properties.keys() ?? []].map(name => [name, plugins?.get(name)])) };
  if (!plugins?.properties.has(key)) throw unknownSetting(key);
  return { [key]: plugins.get(key) };
};

export const configSetVerb: Verb<'config.set'> = async ({ workspace, protection }, { key, value }) => {
  const kind = kindSet(key);
  const isOurs = kind !== undefined || Object.hasOwn(workspace.settings.current.preferences, key);
  const plugins = isOurs ? undefined : await pluginSettings(workspace);
  if (plugins?.properties.has(key)) {
    plugins.set(key, value ?? undefined); // null on the command line: back to the default
    return { [key]: plugins.get(key) };
  }
  if (kind !== undefined || key === 'notices.channels') await checkPluginChannels(workspace, value);
  workspace.settings.setPreference(key, key === 'exclude.filters' ? await filtersNamed(workspace, value) : value);
  await protection?.refresh();
  if (kind !== undefined) return { [key]: channelsOf(workspace.settings.current.preferences, kind, defaultChannels(workspace, kind)) };
  return { [key]: workspace.settings.current.preferences[key as keyof typeof workspace.settings.current.preferences] };
};

/** @throws CodedError plugin.unknown-contribution: nobody would ever be told that way */
async function checkPluginChannels({ plugins }: Workspace, given: unknown): Promise<void> {
  const named = (typeof given === 'string' ? given.split(/[,、]/) : Array.isArray(given) ? given : []).map(item => String(item).trim()).filter(isPluginChannel);
  if (named.length === 0 || plugins?.off !== false) return;
  const { index } = await plugins.host();
  const unknown = named.find(id => !index.find('noticeChannel', id));
  if (unknown !== undefined) throw CodedError.of(pluginErrors, 'plugin.unknown-contribution', `no channel ${unknown}`, { data: { kind: 'noticeChannel', id: unknown } });
}

/** Of a plugin's kind, what the plugin wants. */
function defaultChannels({ plugins }: Workspace, kind: string): readonly string[] | undefined {
  return kind.startsWith(PLUGIN_KIND) && plugins?.off === false ? plugins.defaultChannelsOf(contributedKind(kind)) : undefined;
}

/** undefined while plugins are off. */
async function pluginSettings({ plugins }: Workspace) {
  return plugins?.off === false ? (await plugins.host()).configuration : undefined;
}

/**
 * Filters that plugins contribute, by id, as they are to be kept.
 *
 * @throws CodedError plugin.unknown-contribution
 */
async function filtersNamed({ plugins }: Workspace, given: unknown): Promise<unknown> {
  const ids: unknown = typeof given === 'string' ? given.split(',').map(id => id.trim()).filter(id => id !== '') : given;
  if (!Array.isArray(ids) || !plugins) return ids; // the setting's rule says what is wrong with it
  const { index } = await plugins.host();
  return ids.map(id => {
    const found = index.find('sourceFilter', String(id));
    if (!found) throw CodedError.of(pluginErrors, 'plugin.unknown-contribution', `no filter ${String(id)}`, { data: { kind: 'sourceFilter', id: String(id) } });
    return { id, patterns: found.value.patterns };
  });
}
