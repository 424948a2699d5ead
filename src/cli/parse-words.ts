import { parseArgs } from 'node:util';
import { UsageError, type OptionSpec, type ParsedWords } from './command.js';

/** Options that every command takes. */
export const COMMON_OPTIONS: Readonly<Record<string, OptionSpec>> = {
  json: { type: 'boolean' },
  home: { type: 'string' },
  help: { type: 'boolean' },
};

/**
 * Parses the words after a command's name.
 *
 * @throws UsageError naming the word that is wrong
 */
export function parseWords(words: readonly string[], specs: Readonly<Record<string, OptionSpec>>): ParsedWords {
  const all = { ...COMMON_OPTIONS, ...specs };
  const completed = words.map(word => {
    const bare = word.startsWith('--') ? all[word.slice(2)]?.bareValue : undefined;
    return bare === undefined ? word : `${word}=${bare}`;
  });
  try {
    const { values, positionals } = parseArgs({
      args: completed,
      options: Object.fromEntries(Object.entries(all).map(([name, { type, multiple }]) => [name, { type, multiple: multiple ?? false }])),
      allowPositionals: true,
      strict: true,
    });
    return {
      positionals,
      text: option => values[option] as string | undefined,
      flag: option => values[option] === true,
      list: option => (values[option] as string[] | undefined) ?? [],
    };
  } catch (cause) {
    throw new UsageError((cause as Error).message, { cause });
  }
}
