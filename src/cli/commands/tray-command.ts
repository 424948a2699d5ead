import { complaintTexts } from '../../texts/cli/complaint-texts.js';
import { trayCommandTexts } from '../../texts/cli/tray-command-texts.js';
import type { TrayEntry } from '../../wire/verbs/tray-results.js';
import { UsageError, type VerbCommand } from '../command.js';
import { printable } from '../render/format-values.js';
import { say, type RenderContext } from '../render/render-context.js';
import { noWords } from './shared.js';

export const trayGetCommand: VerbCommand<'tray.get'> = {
  usage: 'tray',
  example: 'tray',
  summary: trayCommandTexts.show,
  options: {},
  request: words => {
    noWords(words);
    return { verb: 'tray.get', params: {} };
  },
  render: ({ state, entries }, context) => {
    for (const line of state) context.line(printable(line));
    renderEntries(entries, context);
  },
};

export const trayChooseCommand: VerbCommand<'tray.choose'> = {
  usage: 'tray KEY',
  example: 'tray pause',
  summary: trayCommandTexts.choose,
  options: {},
  request: ({ positionals: [key, ...more] }) => {
    if (key === undefined || more.length > 0) throw new UsageError(complaintTexts.onlyOne, { what: 'KEY' });
    return { verb: 'tray.choose', params: { key } };
  },
  render: (_, context) => say(context, trayCommandTexts.chosen),
};

function renderEntries(entries: readonly TrayEntry[], context: RenderContext): void {
  for (const { key, title, enabled, checked, below } of entries) {
    if (below) renderEntries(below, context);
    else if (enabled) context.line(`  ${printable(key)}  ${checked === undefined ? '' : checked ? '[x] ' : '[ ] '}${printable(title)}`);
  }
}
