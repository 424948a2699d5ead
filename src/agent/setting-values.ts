import { isMailAddress, isServerName } from '../notifications/mail/address.js';
import type { ItemForm, SettingRule, TextForm } from '../terms/settings/setting-rule.js';
import { CHANNELS_OF_KIND, SETTING_RULES, isSettingName, type Preferences, type SettingName } from '../terms/settings/setting-rules.js';

/** A value as it is kept, or undefined: the rule does not allow it. */
type Taken = { readonly value: unknown } | undefined;

const MOST_ITEMS = 1_000;
const OWN_CHANNELS: ReadonlySet<string> = new Set(['toast', 'mail', 'log']);
/** What settings were called in earlier programs. */
const EARLIER_NAMES: Readonly<Partial<Record<SettingName, string>>> = { [CHANNELS_OF_KIND]: 'notices.kindChannels' };
const TEXT_FORMS: Readonly<Record<TextForm, (text: string) => boolean>> = {
  'mail-address': isMailAddress,
  'server-name': isServerName,
  'account-name': text => text.length <= 255 && /^\P{Cc}*$/u.test(text),
  'part-of-day': text => /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/.test(text),
  file: text => text.length <= 4_096,
};
const ITEM_FORMS: Readonly<Record<ItemForm, (text: string) => boolean>> = {
  extension: text => /^[^./\\*?:"<>|]{1,32}$/.test(text),
  pattern: text => text.length >= 1 && text.length <= 4_096,
  channel: text => OWN_CHANNELS.has(text) || (text.length <= 200 && /^[\w-]+[./][\w./-]+$/.test(text)), // a plugin's has a dot or a slash
};

/**
 * Takes a value as a program or a person writes it: yes and no in words, a list as text with commas, an extension with its dot.
 *
 * undefined: the rule does not allow it.
 */
export function takenValue(rule: SettingRule, given: unknown): Taken {
  switch (rule.type) {
    case 'yes-no': return boxed(yesNo(given));
    case 'number': return boxed(typeof given === 'number' && given >= rule.min && given <= rule.max && (!rule.whole || Number.isInteger(given)) ? given : undefined);
    case 'choice': return boxed(rule.choices.find(choice => choice === given));
    case 'text': return boxed(textOf(rule.form, given));
    case 'list': return boxed(listOf(rule.of, given));
    case 'channels-by-kind': return boxed(channelsByKind(given));
    case 'filters': return boxed(isFilters(given) ? given : undefined);
  }
}

/** Every setting: as it was kept, where its rule allows that still, else its default. What is kept under other names is left alone. */
export function preferencesFrom(kept: unknown): Preferences {
  const values = isRecord(kept) ? kept : {};
  return Object.fromEntries(Object.entries(SETTING_RULES).map(([name, rule]) => {
    const keptName = [name, EARLIER_NAMES[name as SettingName]].find(candidate => candidate !== undefined && Object.hasOwn(values, candidate));
    const taken = keptName === undefined ? undefined : takenValue(rule, values[keptName]);
    return [name, taken ? taken.value : rule.byDefault];
  })) as unknown as Preferences;
}

/** Names that somebody may have meant. */
export function similarSettings(name: string): readonly SettingName[] {
  const [area = ''] = name.split('.');
  const last = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return Object.keys(SETTING_RULES).filter(isSettingName).filter(known => known.startsWith(`${area}.`) || (last.length >= 3 && known.toLowerCase().includes(last)));
}

function boxed(value: unknown): Taken {
  return value === undefined ? undefined : { value };
}

function yesNo(given: unknown): boolean | undefined {
  if (typeof given === 'boolean') return given;
  if (given === 'on' || given === 'yes' || given === 'はい') return true;
  return given === 'off' || given === 'no' || given === 'いいえ' ? false : undefined;
}

/** All digits come from the command line as a number. */
function textOf(form: TextForm, given: unknown): string | undefined {
  const text = typeof given === 'number' && form === 'account-name' ? String(given) : given;
  return typeof text === 'string' && (text === '' || TEXT_FORMS[form](text)) ? text : undefined;
}

function listOf(form: ItemForm, given: unknown): readonly string[] | undefined {
  const items = typeof given === 'string' ? given.split(/[,、]/).map(item => item.trim()).filter(item => item !== '') : given;
  if (!Array.isArray(items) || items.length > MOST_ITEMS) return undefined;
  const written = items.map((item: unknown) => (form === 'extension' && typeof item === 'string' ? item.replace(/^\./, '').toLowerCase() : item));
  return written.every((item): item is string => typeof item === 'string' && ITEM_FORMS[form](item)) ? [...new Set(written)] : undefined;
}

function channelsByKind(given: unknown): Readonly<Record<string, readonly string[]>> | undefined {
  if (!isRecord(given)) return undefined;
  const entries = Object.entries(given).map(([kind, channels]) => [kind, kind.length <= 200 ? listOf('channel', channels) : undefined] as const);
  return entries.every(([, channels]) => channels !== undefined) ? Object.fromEntries(entries) as Record<string, readonly string[]> : undefined;
}

function isFilters(given: unknown): boolean {
  return Array.isArray(given) && given.length <= MOST_ITEMS && given.every((filter: unknown) => isRecord(filter) && typeof filter['id'] === 'string' && filter['id'].length <= 128
    && Array.isArray(filter['patterns']) && filter['patterns'].every(pattern => typeof pattern === 'string' && pattern.length >= 1 && pattern.length <= 255));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
