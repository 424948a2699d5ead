import { CodedError } from '../../base/coded-error.js';
import { agentErrors } from '../../terms/errors/agent-errors.js';
import { addSource, removeSource } from '../sources.js';
import { installed } from '../workspace.js';
import { sourceStates } from './status-verb.js';
import type { Verb } from './verb.js';

export const sourceListVerb: Verb<'source.list'> = host => sourceStates(host);

export const sourceAddVerb: Verb<'source.add'> = async (host, { path, name }) => {
  installed(host.workspace.installation);
  const { source } = addSource(host.workspace, path, name);
  await host.protection?.refresh();
  const state = sourceStates(host).find(({ id }) => id === source.id);
  if (!state) throw CodedError.of(agentErrors, 'source.unknown', source.name, { data: { source: source.name } });
  return state;
};

export const sourceRemoveVerb: Verb<'source.remove'> = async (host, { source }) => {
  const removed = removeSource(host.workspace, source);
  await host.protection?.refresh();
  return { removed: removed.name };
};

export const scheduleGetVerb: Verb<'schedule.get'> = ({ workspace }) => {
  const { schedule } = workspace.settings.current;
  return { schedule: schedule && { time: schedule.time, days: schedule.days } };
};

/** A new rule counts from now on: no slot before it is ever due. */
export const scheduleSetVerb: Verb<'schedule.set'> = async ({ workspace, protection }, { time, days, off }) => {
  const { settings, clock } = workspace;
  const { schedule: _was, ...rest } = settings.current;
  if (off) settings.update(() => rest);
  else if (time !== undefined) settings.update(() => ({ ...rest, schedule: { time, days: days ?? EVERY_DAY, sinceMs: clock.nowMs() } }));
  await protection?.refresh();
  const { schedule } = settings.current;
  return { schedule: schedule && { time: schedule.time, days: schedule.days } };
};

export const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];

export const configGetVerb: Verb<'config.get'> = ({ workspace }, { key }) => {
  const { preferences } = workspace.settings.current;
  if (key === undefined) return preferences;
  if (!Object.hasOwn(preferences, key)) throw CodedError.of(agentErrors, 'agent.unknown-setting', key, { data: { key } });
  return { [key]: preferences[key as keyof typeof preferences] };
};

export const configSetVerb: Verb<'config.set'> = async ({ workspace, protection }, { key, value }) => {
  workspace.settings.setPreference(key, value);
  await protection?.refresh();
  return { [key]: workspace.settings.current.preferences[key as keyof typeof workspace.settings.current.preferences] };
};
