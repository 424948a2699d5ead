import { usageTexts } from '../texts/cli/usage-texts.js';
import type { Language } from '../texts/language.js';
import { inLanguage } from '../texts/text.js';
import { COMMANDS, loadFamily } from './command-table.js';
import type { CommandHelp, OptionSpec } from './command.js';
import { displayWidth } from './render/display-width.js';

const versionHelp: CommandHelp = { usage: 'version', summary: usageTexts.version, options: {}, example: 'version' };
const helpHelp: CommandHelp = { usage: 'help [COMMAND]', summary: usageTexts.help, options: {}, example: 'help restore' };

/** What help knows of one first word; undefined for one that is no command. */
export async function helpTopic(name: string): Promise<readonly CommandHelp[] | undefined> {
  if (name === 'up') return [(await import('./up-command.js')).upHelp];
  if (name === 'version') return [versionHelp];
  if (name === 'help') return [helpHelp];
  return (await loadFamily(name))?.members;
}

/** Every first word, in the order in which help lists them. */
const TOPICS: readonly string[] = ['up', ...Object.keys(COMMANDS), 'version', 'help'];

/** Every command, in the order in which help lists them. */
export async function allCommands(): Promise<readonly CommandHelp[]> {
  const topics = await Promise.all(TOPICS.map(helpTopic));
  return topics.flatMap(commands => commands ?? []);
}

/** What `help --json` answers. */
export function helpDocument(commands: readonly CommandHelp[], language: Language) {
  return commands.map(({ usage, summary, options, example }) => ({
    usage, summary: summary[language], example,
    options: Object.entries(options).map(([name, spec]) => ({ option: optionWritten(name, spec), summary: spec.summary[language] })),
  }));
}

/** The list of all commands. */
export async function overviewLines(language: Language): Promise<string[]> {
  const commands = await allCommands();
  return [
    inLanguage(usageTexts.intro, language), '',
    ...commands.flatMap(({ usage, summary }) => [`  ${usage}`, `      ${inLanguage(summary, language)}`]), '',
    inLanguage(usageTexts.common, language), inLanguage(usageTexts.more, language),
  ];
}

/** Usage, summary, options and an example of each command behind one first word. */
export function topicLines(commands: readonly CommandHelp[], language: Language): string[] {
  return commands.flatMap(({ usage, summary, options, example }, index) => [
    ...(index > 0 ? [''] : []),
    `mamori ${usage}`, `    ${inLanguage(summary, language)}`,
    ...optionLines(options, language),
    `    ${inLanguage(usageTexts.example, language, { example: `mamori ${example}` })}`,
  ]).concat('', inLanguage(usageTexts.common, language));
}

function optionLines(options: CommandHelp['options'], language: Language): string[] {
  const entries = Object.entries(options).map(([name, spec]) => ({ written: optionWritten(name, spec), summary: inLanguage(spec.summary, language) }));
  if (entries.length === 0) return [];
  const width = Math.max(...entries.map(({ written }) => displayWidth(written)));
  return [`    ${inLanguage(usageTexts.options, language)}`, ...entries.map(({ written, summary }) => `      ${written.padEnd(width)}  ${summary}`)];
}

/** `--at WHEN`, `--read-data[=PERCENT]`, `--once`. */
export function optionWritten(name: string, { type, value, bareValue }: OptionSpec): string {
  if (type === 'boolean') return `--${name}`;
  return bareValue === undefined ? `--${name} ${value ?? 'TEXT'}` : `--${name}[=${value ?? 'TEXT'}]`;
}
