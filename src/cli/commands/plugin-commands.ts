import { complaintTexts } from '../../texts/cli/complaint-texts.js';
import { pluginOptionTexts, pluginTexts } from '../../texts/cli/plugin-texts.js';
import { UsageError, type ParsedWords, type VerbCommand } from '../command.js';
import { printable } from '../render/format-values.js';
import { renderPlugins } from '../render/plugin-list.js';
import { say } from '../render/render-context.js';
import { noWords } from './shared.js';

export const pluginListCommand: VerbCommand<'plugin.list'> = {
  usage: 'plugin list',
  example: 'plugin list',
  summary: { ja: '入っているプラグインの一覧', en: 'the plugins, what each may do and where it came from' },
  options: {},
  request: words => {
    noWords(words, 1);
    return { verb: 'plugin.list', params: {} };
  },
  render: renderPlugins,
};

export const pluginRemoveCommand: VerbCommand<'plugin.remove'> = {
  usage: 'plugin remove PLUGIN [--keep-data]',
  example: 'plugin remove publisher.name',
  summary: { ja: 'プラグインと、その保存データを取り除く', en: 'take a plugin away, with all it kept' },
  options: { 'keep-data': { type: 'boolean', summary: pluginOptionTexts.keepData } },
  request: words => ({ verb: 'plugin.remove', params: { plugin: onlyPlugin(words), keepData: words.flag('keep-data') } }),
  render: ({ removed, keptData }, context) => say(context, keptData ? pluginTexts.removedOnly : pluginTexts.removed, { id: printable(removed) }),
};

export const pluginEnableCommand: VerbCommand<'plugin.enable'> = {
  usage: 'plugin enable PLUGIN',
  example: 'plugin enable publisher.name',
  summary: { ja: '無効にしたプラグインを有効に戻す（異常終了で止められたものも）', en: 'switch a plugin on again, also one that was stopped for its crashes' },
  options: {},
  request: words => ({ verb: 'plugin.enable', params: { plugin: onlyPlugin(words) } }),
  render: ({ id }, context) => say(context, pluginTexts.isEnabled, { id: printable(id) }),
};

export const pluginDisableCommand: VerbCommand<'plugin.disable'> = {
  usage: 'plugin disable PLUGIN',
  example: 'plugin disable publisher.name',
  summary: { ja: 'プラグインを無効にする（取り除かない）', en: 'switch a plugin off without taking it away' },
  options: {},
  request: words => ({ verb: 'plugin.disable', params: { plugin: onlyPlugin(words) } }),
  render: ({ id }, context) => say(context, pluginTexts.isDisabled, { id: printable(id) }),
};

/** The one word after the command's own. */
export function onlyPlugin(words: ParsedWords): string {
  const [plugin, ...rest] = words.positionals.slice(1);
  if (!plugin || rest.length > 0) throw new UsageError(complaintTexts.onlyOne, { what: 'PLUGIN' });
  return plugin;
}
