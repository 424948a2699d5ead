import { UsageError, type VerbCommand } from '../command.js';
import { printable } from '../render/format-values.js';
import type { RenderContext } from '../render/render-context.js';
import { defined } from './shared.js';

export const configGetCommand: VerbCommand<'config.get'> = {
  usage: 'config get [KEY]',
  example: 'config get retention.generations',
  summary: { ja: '設定の表示', en: 'show the settings' },
  options: {},
  request: words => {
    const [, key, ...rest] = words.positionals;
    if (rest.length > 0) throw new UsageError('config get takes at most one KEY');
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
    if (key === undefined || value === undefined || rest.length > 0) throw new UsageError('config set takes KEY VALUE');
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

function renderSettings(settings: Readonly<Record<string, unknown>>, context: RenderContext): void {
  for (const [key, value] of Object.entries(settings)) context.line(`${printable(key)} = ${printable(JSON.stringify(value))}`);
}
