import { describeError } from '../../texts/describe-error.js';
import { pluginTexts } from '../../texts/cli/plugin-texts.js';
import { inLanguage } from '../../texts/text.js';
import type { PluginRow } from '../../wire/verbs/plugin-results.js';
import { printable } from './format-values.js';
import { capabilityNames } from './plugin-proposal.js';
import { say, type RenderContext } from './render-context.js';
import { tableLines } from './table.js';

/** One line per plugin; below the table, why a plugin cannot be used or failed, and what plugins have written to their output channels. */
export function renderPlugins(plugins: readonly PluginRow[], context: RenderContext): void {
  if (plugins.length === 0) return say(context, pluginTexts.none);
  const title = (key: keyof typeof pluginTexts) => ({ title: inLanguage(pluginTexts[key], context.language) });
  const rows = plugins.map(plugin => [
    printable(plugin.id), printable(plugin.version), stateOf(plugin, context), capabilityNames(plugin.granted, context),
    plugin.builtIn ? inLanguage(pluginTexts.builtIn, context.language) : printable(plugin.from ?? ''),
  ]);
  for (const line of tableLines([title('columnPlugin'), title('columnVersion'), title('columnState'), title('columnGranted'), title('columnFrom')], rows)) context.line(line);
  for (const { id, unusable, failure } of plugins) {
    const code = unusable ?? failure;
    if (code === undefined) continue;
    const { cause, remedy } = describeError(code, context.language);
    context.line(`${printable(id)}: ${cause} ${remedy}`);
  }
  for (const { id, output = [] } of plugins) for (const { channel, line } of output) context.line(`${printable(id)} (${printable(channel)}): ${printable(line)}`);
}

function stateOf({ enabled, disabledBy, unusable, running }: PluginRow, { language }: RenderContext): string {
  if (unusable !== undefined) return inLanguage(pluginTexts.stateUnusable, language);
  return inLanguage(enabled ? (running ? pluginTexts.stateRuns : pluginTexts.stateOn) : disabledBy === 'crashes' ? pluginTexts.stateCrashed : pluginTexts.stateOff, language);
}
