import { complaintTexts } from '../../texts/cli/complaint-texts.js';
import { readFileSync } from 'node:fs';
import { pluginRunTexts } from '../../texts/cli/plugin-run-texts.js';
import { MENU_LOCATIONS, type MenuLocation } from '../../wire/plugins/manifest/menu-locations.js';
import { UsageError, type CallerPlace, type ParsedWords, type VerbCommand } from '../command.js';
import { printable } from '../render/format-values.js';
import { say } from '../render/render-context.js';

export const pluginRunCommand: VerbCommand<'command.run'> = {
  usage: 'plugin run COMMAND [PATH...] [--extra JSON|-]',
  example: 'plugin run backup-commands.why ~/Documents',
  summary: pluginRunTexts.run,
  options: { extra: { type: 'string', value: 'JSON|-', summary: pluginRunTexts.extra } },
  request: (words, place) => {
    const command = words.positionals[1];
    if (!command) throw new UsageError(complaintTexts.onlyOne, { what: 'COMMAND' });
    return { verb: 'command.run', params: { command, paths: paths(words, place), origin: 'command-line', extra: extraOf(words.text('extra')) } };
  },
  render: ({ value }, context) => {
    const words = typeof value === 'object' && value !== null && 'text' in value ? value.text : value; // an answer in words comes as `text`, beside what programs read
    if (words === undefined || words === null) say(context, pluginRunTexts.done);
    else context.line(typeof words === 'string' ? printable(words) : JSON.stringify(words, undefined, 2));
  },
};

export const pluginMenuCommand: VerbCommand<'menu.get'> = {
  usage: 'plugin menu file | folder | folder/background | tray [PATH...]',
  example: 'plugin menu file ~/Documents/plan.txt',
  summary: pluginRunTexts.menu,
  options: {},
  request: (words, place) => {
    const location = MENU_LOCATIONS.find(name => name === words.positionals[1]) as MenuLocation | undefined;
    if (!location) throw new UsageError(complaintTexts.oneOf, { choices: MENU_LOCATIONS.join(', ') });
    return { verb: 'menu.get', params: { location, paths: paths(words, place) } };
  },
  render: ({ groups }, context) => {
    if (groups.length === 0) say(context, pluginRunTexts.emptyMenu);
    groups.forEach(({ items }, index) => {
      if (index > 0) context.line('  --');
      for (const { command, title, enabled } of items) context.line(`  ${enabled ? '' : '('}${printable(title)}${enabled ? '' : ')'}    ${command}`);
    });
  },
};

function paths({ positionals }: ParsedWords, { absolute }: CallerPlace): string[] {
  return positionals.slice(2).map(absolute);
}

/** `-`: from standard input, for what must not stand on a command line, where every program can read it. */
function extraOf(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text === '-' ? readFileSync(0, 'utf8') : text) as unknown;
  } catch {
    throw new UsageError(complaintTexts.json, { option: '--extra' });
  }
}
