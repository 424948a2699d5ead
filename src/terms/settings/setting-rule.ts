/** What a text of a setting has to look like. */
export type TextForm = 'mail-address' | 'server-name' | 'account-name' | 'part-of-day' | 'file';
export type ItemForm = 'extension' | 'pattern' | 'channel';

/** What 0 says where a number may be 0. */
export type ZeroMeaning = 'no-limit' | 'not-at-all' | 'usual';

/** What one setting takes, and what counts until somebody sets it. */
export type SettingRule =
  | { readonly type: 'yes-no'; readonly byDefault: boolean }
  | { readonly type: 'number'; readonly min: number; readonly max: number; readonly whole: boolean; readonly zero?: ZeroMeaning; readonly byDefault: number }
  | { readonly type: 'choice'; readonly choices: readonly string[]; readonly byDefault: string }
  /** Empty is allowed and means: none. */
  | { readonly type: 'text'; readonly form: TextForm; readonly byDefault: string }
  | { readonly type: 'list'; readonly of: ItemForm; readonly byDefault: readonly string[] }
  | { readonly type: 'channels-by-kind'; readonly byDefault: Readonly<Record<string, readonly string[]>> }
  | { readonly type: 'filters'; readonly byDefault: readonly KeptFilter[] };

/** A filter of a plugin that somebody switched on, with the patterns it had then: an update of the plugin changes nothing behind anybody's back. */
export interface KeptFilter {
  readonly id: string;
  readonly patterns: readonly string[];
}

/** The values that a setting of this rule can have. */
export type SettingValue<Rule extends SettingRule> =
  Rule extends { readonly type: 'yes-no' } ? boolean
    : Rule extends { readonly type: 'number' } ? number
      : Rule extends { readonly type: 'choice' } ? Rule['choices'][number]
        : Rule extends { readonly type: 'text' } ? string
          : Rule extends { readonly type: 'list' } ? readonly string[]
            : Rule extends { readonly type: 'channels-by-kind' } ? Readonly<Record<string, readonly string[]>>
              : readonly KeptFilter[];
