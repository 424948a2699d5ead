import { SETTING_RULES, explainedName } from '../../terms/settings/setting-rules.js';
import { complaintTexts } from '../../texts/cli/complaint-texts.js';
import { allowedWords, defaultWords, valueWords } from '../../texts/settings/describe-setting.js';
import { settingTexts, settingWords } from '../../texts/settings/setting-texts.js';
import { inLanguage } from '../../texts/text.js';
import { UsageError, type VerbCommand } from '../command.js';
import { printable } from '../render/format-values.js';
import { say, type RenderContext } from '../render/render-context.js';
import { defined } from './shared.js';

export const configGetCommand: VerbCommand<'config.get'> = {
  usage: 'config get [KEY]',
  example: 'config get retention.generations',
  summary: { ja: '設定の表示', en: 'show the settings' },
  options: {},
  request: words => {
    const [, key, ...rest] = words.positionals;
    if (rest.length > 0) throw new UsageError(complaintTexts.atMostOne, { what: 'KEY' });
    return { verb: 'config.get', params: defined({ key }) };
  },
  render: renderSettings,
};

export const configSetCommand: VerbCommand<'config.set'> = {
  usage: 'config set KEY VALUE',
  example: 'config set retention.generations 20',
  summary: { ja: '設定の変更', en: 'change a setting' },
  options: {},
  request: words => {
    const [, key, value, ...rest] = words.positionals;
    if (key === undefined || value === undefined || rest.length > 0) throw new UsageError(complaintTexts.settingAndValue);
    return { verb: 'config.set', params: { key, value: parseValue(value) } };
  },
  render: renderSettings,
};

/** JSON where it is JSON (numbers, true, lists), else the text itself. */
function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** All of them briefly; a single one with what it means and takes. */
function renderSettings(settings: Readonly<Record<string, unknown>>, context: RenderContext): void {
  const entries = Object.entries(settings);
  for (const [key, value] of entries) say(context, settingWords.value, { key: printable(key), value: printable(valueWords(value, context.language)) });
  const [only, ...more] = entries.map(([key]) => key);
  const name = only === undefined || more.length > 0 ? undefined : explainedName(only);
  if (name === undefined) return;
  const { language } = context;
  const rule = SETTING_RULES[name];
  say(context, settingWords.meaning, { meaning: inLanguage(settingTexts[name], language) });
  say(context, settingWords.takes, { allowed: allowedWords(rule, language), byDefault: defaultWords(rule, language) });
}
