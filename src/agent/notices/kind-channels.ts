import { isNoticeKind, noticeKinds } from '../../terms/notice-terms.js';
import { CHANNELS_OF_KIND, SETTING_RULES, kindOfSetting, settingOfKind, type Preferences } from '../../terms/settings/setting-rules.js';
import { takenValue } from '../setting-values.js';

type ByKind = Preferences[typeof CHANNELS_OF_KIND];

/** What brings a kind back to what counts for all. */
const AS_FOR_ALL: ReadonlySet<unknown> = new Set([null, 'default', '既定']);

/** The kind of notice whose channels a setting is about; undefined for other settings, and for kinds that no notice has. */
export function kindSet(key: string): string | undefined {
  const kind = kindOfSetting(key);
  return kind !== undefined && (isNoticeKind(kind) || /^plugin\/[\w.-]+\/[\w.-]+$/.test(kind)) ? kind : undefined;
}

/** With other channels for one kind; `default` takes them back. undefined: that is no list of channels. */
export function withChannels(current: ByKind, kind: string, given: unknown): ByKind | undefined {
  const { [kind]: _was, ...others } = current;
  if (AS_FOR_ALL.has(given)) return others;
  const taken = takenValue(SETTING_RULES['notices.channels'], given);
  return taken && { ...others, [kind]: taken.value as readonly string[] };
}

/** The channels that count for a kind: its own, else what its contribution says (`byDefault`, of a plugin's kind), else those of all. */
export function channelsOf(preferences: Preferences, kind: string, byDefault?: readonly string[]): readonly string[] {
  return preferences[CHANNELS_OF_KIND][kind] ?? byDefault ?? preferences['notices.channels'];
}

/** All settings as they are shown: a line for each kind that has channels of its own. */
export function shownSettings(preferences: Preferences): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(preferences).flatMap(([name, value]): [string, unknown][] => {
    if (name !== CHANNELS_OF_KIND) return [[name, value]];
    return Object.entries(value as ByKind).map(([kind, channels]) => [settingOfKind(kind), channels]);
  }));
}

/** Of the product's own kinds, for whoever mistyped one. */
export function settingsOfKinds(): readonly string[] {
  return Object.keys(noticeKinds).map(settingOfKind);
}
