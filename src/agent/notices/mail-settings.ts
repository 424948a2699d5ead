import { isMailAddress } from '../../notifications/mail/address.js';
import type { Preferences } from '../../terms/settings/setting-rules.js';

/** The settings of the result mail; the password lies in the credential store (`mamori notify password`). */
export type MailPreferences = Pick<Preferences, Extract<keyof Preferences, `mail.${string}`>>;

const ADDRESSES: ReadonlySet<string> = new Set(['mail.from', 'mail.to', 'mail.to2']);

/** The error that a person should read about a mail setting; undefined: none of its own. */
export function mailSettingProblem(key: string, value: unknown): 'mail.password-apart' | 'mail.not-an-address' | undefined {
  if (key === 'mail.password') return 'mail.password-apart';
  return ADDRESSES.has(key) && value !== '' && !(typeof value === 'string' && isMailAddress(value)) ? 'mail.not-an-address' : undefined;
}

export function recipientsOf(preferences: MailPreferences): readonly string[] {
  return [...new Set([preferences['mail.to'], preferences['mail.to2']])].filter(to => to !== '');
}

export function isMailSetUp(preferences: MailPreferences): boolean {
  return preferences['mail.host'] !== '' && preferences['mail.from'] !== '' && recipientsOf(preferences).length > 0;
}

/** What is wrong with the settings as they are, for `status`. */
export function mailWarnings(preferences: MailPreferences): readonly ('mail.not-set-up' | 'mail.plain-text')[] {
  if (!preferences['mail.enabled']) return [];
  if (!isMailSetUp(preferences)) return ['mail.not-set-up'];
  return preferences['mail.security'] === 'none' && preferences['mail.user'] !== '' ? ['mail.plain-text'] : [];
}
