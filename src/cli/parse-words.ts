import { parseArgs } from 'node:util';
import { complaintTexts } from '../texts/cli/complaint-texts.js';
import { optionTexts } from '../texts/cli/option-texts.js';
import { UsageError, type OptionSpecs, type ParsedWords } from './command.js';

/** Options that every command takes. */
export const COMMON_OPTIONS: OptionSpecs = {
  json: { type: 'boolean', summary: optionTexts.json },
  home: { type: 'string', value: 'DIR', summary: optionTexts.home },
  help: { type: 'boolean', summary: optionTexts.help },
};

/**
 * Parses the words after a command's name; what follows `--` is no option, whatever it looks like.
 *
 * @throws UsageError naming the word that is wrong
 */
export function parseWords(words: readonly string[], specs: OptionSpecs): ParsedWords {
  const all = { ...COMMON_OPTIONS, ...specs };
  try {
    const { values, positionals } = parseArgs({ args: withBareValues(words, all), options: typesOf(all), allowPositionals: true, strict: true });
    return { positionals, text: option => values[option] as string | undefined, flag: option => values[option] === true };
  } catch (cause) {
    throw complaint(cause as NodeJS.ErrnoException);
  }
}

/** Node says in English only what is wrong; the option in question stands first in quotes. */
function complaint(cause: NodeJS.ErrnoException): UsageError {
  const option = /'([^' ]+)/.exec(cause.message)?.[1] ?? '';
  const text = cause.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? complaintTexts.unknownOption : complaintTexts.badOptionValue;
  return new UsageError(text, { option }, { cause });
}

function withBareValues(words: readonly string[], specs: OptionSpecs): string[] {
  const end = words.indexOf('--');
  return words.map((word, index) => {
    const bare = word.startsWith('--') && (end < 0 || index < end) && Object.hasOwn(specs, word.slice(2)) ? specs[word.slice(2)]?.bareValue : undefined;
    return bare === undefined ? word : `${word}=${bare}`;
  });
}

function typesOf(specs: OptionSpecs) {
  return Object.fromEntries(Object.entries(specs).map(([name, { type }]) => [name, { type }]));
}
