import { capabilityTexts, pluginTexts } from '../../texts/cli/plugin-texts.js';
import { inLanguage } from '../../texts/text.js';
import type { CapabilityName } from '../../wire/plugins/manifest/capabilities.js';
import type { PluginProposal } from '../../wire/verbs/plugin-results.js';
import { formatBytes, printable } from './format-values.js';
import { say, type RenderContext } from './render-context.js';

/** Everything a person should know before they agree; every value is the plugin's own claim and printed as such. */
export function renderProposal(proposal: PluginProposal, context: RenderContext): void {
  const { id, name, publisher, version, replaces, from, files, sizeBytes, integrity } = proposal;
  say(context, pluginTexts.about, { name: words(name, context), id: printable(id) });
  if (proposal.description !== undefined) context.line(`  ${words(proposal.description, context)}`);
  say(context, pluginTexts.publisher, { publisher: printable(publisher) });
  if (replaces === undefined) say(context, pluginTexts.version, { version: printable(version) });
  else say(context, pluginTexts.versionInstead, { version: printable(version), replaces: printable(replaces) });
  say(context, pluginTexts.from, { from: printable(from) });
  say(context, pluginTexts.size, { files, bytes: formatBytes(sizeBytes) });
  say(context, pluginTexts.integrity, { integrity: printable(integrity) });
  if (proposal.contentDiffers) say(context, pluginTexts.contentDiffers);
  renderQuestions(proposal, context);
}

/** Names of capabilities for a sentence. */
export function capabilityNames(names: readonly CapabilityName[], context: RenderContext): string {
  return names.length === 0 ? inLanguage(pluginTexts.nothing, context.language) : names.join(', ');
}

export function words(text: string | { readonly ja: string; readonly en: string }, { language }: RenderContext): string {
  return printable(typeof text === 'string' ? text : text[language]);
}

function renderQuestions({ asks, keeps, drops, proposedApi, replaces }: PluginProposal, context: RenderContext): void {
  const isUpdate = replaces !== undefined;
  if (asks.length === 0) say(context, isUpdate ? pluginTexts.asksNothingNew : pluginTexts.asksNothing);
  else say(context, isUpdate ? pluginTexts.asksNew : pluginTexts.asks);
  for (const { capability, enforcement, hosts } of asks) {
    say(context, pluginTexts.capability, { name: capability, meaning: inLanguage(capabilityTexts[capability], context.language) });
    if (hosts) say(context, pluginTexts.hosts, { hosts: hosts.map(printable).join(', ') });
    say(context, pluginTexts[enforcement]);
  }
  if (proposedApi.length > 0) say(context, pluginTexts.proposedApi, { names: proposedApi.map(printable).join(', ') });
  if (keeps.length > 0) say(context, pluginTexts.keeps, { names: capabilityNames(keeps, context) });
  if (drops.length > 0) say(context, pluginTexts.drops, { names: capabilityNames(drops, context) });
}
