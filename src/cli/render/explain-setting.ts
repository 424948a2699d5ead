import type { CodedError } from '../../base/coded-error.js';
import { SETTING_RULES, explainedName } from '../../terms/settings/setting-rules.js';
import type { Language } from '../../texts/language.js';
import { allowedWords } from '../../texts/settings/describe-setting.js';
import { settingWords } from '../../texts/settings/setting-texts.js';
import { inLanguage } from '../../texts/text.js';

/** What a refusal of a setting is about: which one, what was given, what it takes. undefined for other errors. */
export function explainSetting({ code, data }: Pick<CodedError, 'code' | 'data'>, language: Language): string | undefined {
  const key = String(data['key'] ?? '');
  const name = explainedName(key);
  if (code === 'agent.setting-refused' && name !== undefined) {
    return inLanguage(settingWords.refused, language, { key, value: String(data['value'] ?? ''), allowed: allowedWords(SETTING_RULES[name], language) });
  }
  if (code !== 'agent.unknown-setting') return undefined;
  const similar = String(data['similar'] ?? '');
  return similar === '' ? inLanguage(settingWords.unknown, language, { key }) : inLanguage(settingWords.unknownLike, language, { key, similar });
}
