import type { Language } from '../texts/language.js';
import { inLanguage, type Text } from '../texts/text.js';
import { usageTexts } from '../texts/cli/usage-texts.js';
import { COMMANDS } from './command-table.js';
import { UP_USAGE } from './up-command.js';

/** The list of all commands. */
export function helpLines(language: Language): string[] {
  const entry = (usage: string, summary: Text) => [`  ${usage}`, `      ${inLanguage(summary, language)}`];
  return [
    inLanguage(usageTexts.intro, language), '',
    ...entry(UP_USAGE, usageTexts.up),
    ...Object.values(COMMANDS).flatMap(({ listed }) => entry(listed.usage, listed.summary)),
    ...entry('version', usageTexts.version), ...entry('help', usageTexts.help), '',
    inLanguage(usageTexts.common, language),
  ];
}
