import * as v from 'valibot';
import { isMailAddress, isServerName } from '../notifications/mail/address.js';
import { mailSecurities } from '../notifications/mail/mail.js';

const address = v.pipe(v.string(), v.check(text => text === '' || isMailAddress(text), 'one mail address like name@example.com'));
/** All digits come from the command line as a number. */
const user = v.pipe(v.union([v.string(), v.pipe(v.number(), v.transform(String))]), v.maxLength(255), v.regex(/^\P{Cc}*$/u));

/** The settings of the result mail; the password lies in the credential store (`mamori notify password`). */
export const mailPreferences = {
  'mail.enabled': v.optional(v.boolean(), false),
  'mail.host': v.optional(v.pipe(v.string(), v.check(text => text === '' || isServerName(text), 'the name of a server')), ''),
  /** 0: the usual one of `mail.security`. */
  'mail.port': v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535)), 0),
  'mail.security': v.optional(v.picklist(mailSecurities), 'starttls'),
  /** Empty: the server wants no login. */
  'mail.user': v.optional(user, ''),
  'mail.from': v.optional(address, ''),
  'mail.to': v.optional(address, ''),
  'mail.to2': v.optional(address, ''),
  /** A mail for each source folder that was not completed, at once; or one for all after the last. */
  'mail.perSource': v.optional(v.boolean(), false),
  /** PEM file of an authority that signed the server's certificate. */
  'mail.caFile': v.optional(v.pipe(v.string(), v.maxLength(4_096)), ''),
};
const MailPreferences = v.object(mailPreferences);
export type MailPreferences = v.InferOutput<typeof MailPreferences>;

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
