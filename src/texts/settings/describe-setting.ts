import { noticeKinds } from '../../terms/notice-terms.js';
import type { SettingRule } from '../../terms/settings/setting-rule.js';
import { OFFERED_EXTENSIONS } from '../../terms/settings/setting-rules.js';
import type { Language } from '../language.js';
import { inLanguage } from '../text.js';
import { allowedTexts, settingWords } from './setting-texts.js';

/** Kinds that come by themselves: what somebody has asked for is told where it was asked. */
const TOLD_KINDS = Object.entries(noticeKinds).filter(([, { manner }]) => manner === 'news').map(([kind]) => kind);

/** What a setting takes, in words. */
export function allowedWords(rule: SettingRule, language: Language): string {
  const say = (name: keyof typeof allowedTexts, values = {}) => inLanguage(allowedTexts[name], language, values);
  switch (rule.type) {
    case 'yes-no': return say('yesNo');
    case 'number': return say(rule.whole ? 'whole' : 'amount', { min: rule.min, max: rule.max }) + (rule.zero ? say(rule.zero) : '');
    case 'choice': return say('choice', { choices: rule.choices.join(language === 'ja' ? '、' : ', ') });
    case 'text': return say(rule.form);
    case 'list': return say(rule.of, { offered: OFFERED_EXTENSIONS.join(',') });
    case 'channels-by-kind': return say('channelsByKind', { kinds: TOLD_KINDS.join(', ') });
    case 'filters': return say('filters');
  }
}

/** What counts until somebody sets it, in words. */
export function defaultWords(rule: SettingRule, language: Language): string {
  return rule.type === 'channels-by-kind' ? inLanguage(settingWords.asForAll, language) : valueWords(rule.byDefault, language);
}

/** A value as people read it: no quotes, no brackets. */
export function valueWords(value: unknown, language: Language): string {
  const say = (name: keyof typeof settingWords) => inLanguage(settingWords[name], language);
  if (typeof value === 'boolean') return `${value}${language === 'ja' ? `（${say(value ? 'yes' : 'no')}）` : ` (${say(value ? 'yes' : 'no')})`}`;
  if (typeof value === 'string') return value === '' ? say('none') : value;
  if (Array.isArray(value)) {
    if (value.length === 0) return say('none');
    return value.map((item: unknown) => (typeof item === 'string' ? item : nameOf(item))).join(', ');
  }
  if (typeof value === 'object' && value !== null) {
    const items = Object.entries(value).map(([name, item]) => `${name}: ${valueWords(item, language)}`);
    return items.length === 0 ? say('none') : items.join(language === 'ja' ? '、' : '; ');
  }
  return typeof value === 'number' ? String(value) : JSON.stringify(value) ?? say('none');
}

/** A filter goes by its id. */
function nameOf(item: unknown): string {
  return typeof item === 'object' && item !== null && 'id' in item ? String(item.id) : JSON.stringify(item);
}
