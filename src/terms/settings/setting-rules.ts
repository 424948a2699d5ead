import type { SettingRule, SettingValue, ZeroMeaning } from './setting-rule.js';

const whole = (min: number, max: number, byDefault: number) => ({ type: 'number', min, max, whole: true, byDefault }) as const;
const wholeOrZero = (zero: ZeroMeaning, max: number, byDefault: number) => ({ type: 'number', min: 0, max, whole: true, zero, byDefault }) as const;
const amountOrZero = (zero: ZeroMeaning, max: number, byDefault: number) => ({ type: 'number', min: 0, max, whole: false, zero, byDefault }) as const;
const yesNo = (byDefault: boolean) => ({ type: 'yes-no', byDefault }) as const;
const YEAR = 365;

/** Every setting that `mamori config` shows and sets, by its public name; src/texts/settings says what each means. */
export const SETTING_RULES = {
  'retention.generations': whole(1, 100, 10),
  'retention.deletedDays': whole(1, 10 * YEAR, 90),
  'retention.allHours': whole(1, 24 * 30, 1),
  'retention.hourlyDays': whole(1, YEAR, 1),
  'retention.dailyDays': whole(1, 10 * YEAR, 7),

  'compare.upload': yesNo(true),
  'compare.delete': { type: 'choice', choices: ['every-run', 'monthly', 'off'], byDefault: 'every-run' },

  'exclude.extensions': { type: 'list', of: 'extension', byDefault: [] },
  'exclude.patterns': { type: 'list', of: 'pattern', byDefault: [] },
  'exclude.hidden': yesNo(false),
  'exclude.filters': { type: 'filters', byDefault: [] },

  'limits.fileGigabytes': amountOrZero('no-limit', 1_000_000, 0),
  'limits.pathCharacters': wholeOrZero('no-limit', 32_767, 0),
  'limits.plainNames': yesNo(false),
  'limits.files': wholeOrZero('no-limit', 1_000_000_000, 0),

  'watch.enabled': yesNo(true),
  'verify.dailyPercent': amountOrZero('not-at-all', 100, 1),

  'notices.channels': { type: 'list', of: 'channel', byDefault: ['toast'] },
  'notices.channels.KIND': { type: 'channels-by-kind', byDefault: {} },
  'notices.quietHours': { type: 'text', form: 'part-of-day', byDefault: '' },
  'notices.periodHours': amountOrZero('no-limit', 24 * 7, 12),
  'notices.warnDays': whole(1, YEAR, 3),
  'notices.alarmDays': whole(1, YEAR, 5),
  'notices.monthlyUsage': yesNo(true),

  'mail.enabled': yesNo(false),
  'mail.host': { type: 'text', form: 'server-name', byDefault: '' },
  'mail.port': wholeOrZero('usual', 65_535, 0),
  'mail.security': { type: 'choice', choices: ['starttls', 'tls', 'none'], byDefault: 'starttls' },
  'mail.user': { type: 'text', form: 'account-name', byDefault: '' },
  'mail.from': { type: 'text', form: 'mail-address', byDefault: '' },
  'mail.to': { type: 'text', form: 'mail-address', byDefault: '' },
  'mail.to2': { type: 'text', form: 'mail-address', byDefault: '' },
  'mail.perSource': yesNo(false),
  'mail.caFile': { type: 'text', form: 'file', byDefault: '' },

  'shell.compatibility': { type: 'choice', choices: ['off', 'ownCloud', 'Nextcloud'], byDefault: 'off' },

  'log.level': { type: 'choice', choices: ['normal', 'troubleshooting'], byDefault: 'normal' },
} as const satisfies Readonly<Record<string, SettingRule>>;

export type SettingName = keyof typeof SETTING_RULES;
/** The value of every setting. */
export type Preferences = { readonly [Name in SettingName]: SettingValue<(typeof SETTING_RULES)[Name]> };

/** Stands for as many settings as there are kinds of notices: `notices.channels.backup-failed`. They are kept together under this name. */
export const CHANNELS_OF_KIND = 'notices.channels.KIND' satisfies SettingName;
const CHANNELS_PREFIX = CHANNELS_OF_KIND.slice(0, -'KIND'.length);

export function settingOfKind(kind: string): string {
  return `${CHANNELS_PREFIX}${kind}`;
}

/** The KIND of such a name, whether there is such a kind or not. */
export function kindOfSetting(name: string): string | undefined {
  return name.startsWith(CHANNELS_PREFIX) && name !== CHANNELS_OF_KIND ? name.slice(CHANNELS_PREFIX.length) : undefined;
}

/** The name under which a setting is explained. */
export function explainedName(name: string): SettingName | undefined {
  if (kindOfSetting(name) !== undefined) return CHANNELS_OF_KIND;
  return isSettingName(name) ? name : undefined;
}

export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(SETTING_RULES, name);
}

/** The extensions that the settings of the guide's product offer to tick; any other can be written as well. */
export const OFFERED_EXTENSIONS = ['xls', 'xlsx', 'doc', 'docx', 'ppt', 'pptx', 'txt', 'csv', 'pdf', 'jpg', 'png', 'mp4', 'avi'] as const;
