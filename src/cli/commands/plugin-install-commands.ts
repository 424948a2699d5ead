import { complaintTexts } from '../../texts/cli/complaint-texts.js';
import { pluginOptionTexts, pluginTexts } from '../../texts/cli/plugin-texts.js';
import { describeError } from '../../texts/describe-error.js';
import { describeManifestProblem } from '../../texts/plugins/describe-manifest-problem.js';
import { CAPABILITY_NAMES, type CapabilityName } from '../../wire/plugins/manifest/capabilities.js';
import type { PluginInstallResult } from '../../wire/verbs/plugin-results.js';
import { UsageError, type CallerPlace, type OptionSpecs, type ParsedWords, type Person, type VerbCommand } from '../command.js';
import { EXIT } from '../exit-code.js';
import { printable } from '../render/format-values.js';
import { capabilityNames, renderProposal } from '../render/plugin-proposal.js';
import { say, type RenderContext } from '../render/render-context.js';
import { isCode } from '../run-verb.js';
import { onlyPlugin } from './plugin-commands.js';
import { defined } from './shared.js';

const OPTIONS: OptionSpecs = {
  yes: { type: 'boolean', summary: pluginOptionTexts.yes },
  grant: { type: 'string', value: 'LIST', summary: pluginOptionTexts.grant },
  'allow-proposed': { type: 'boolean', summary: pluginOptionTexts.allowProposed },
};

export const pluginInstallCommand: VerbCommand<'plugin.install'> = {
  usage: 'plugin install FOLDER|FILE.tgz|PACKAGE[@VERSION] [--yes | --grant LIST] [--allow-proposed]',
  example: 'plugin install ./my-plugin',
  summary: { ja: 'プラグインを入れる', en: 'install a plugin from a folder, a file, or by the name of its package' },
  options: OPTIONS,
  request: (words, place) => ({ verb: 'plugin.install', params: { from: originOf(onlyPlugin(words), place), ...wishesOf(words) } }),
  complete: async (request, person) => ('staged' in request.params ? request : { ...request, params: asking(request.params, person) }),
  followUp: async (result, person, context) => {
    const params = await answerTo(result, person, context);
    return params && { verb: 'plugin.install', params };
  },
  render: renderInstalled,
  exitCode: exitCodeOf,
};

export const pluginUpdateCommand: VerbCommand<'plugin.update'> = {
  usage: 'plugin update PLUGIN [--yes | --grant LIST] [--allow-proposed]',
  example: 'plugin update publisher.name',
  summary: { ja: 'プラグインを、入れたときと同じ入手先の新しい版にする（自動では行いません）', en: 'install a newer version from where the plugin came from; nothing does that by itself' },
  options: OPTIONS,
  request: words => ({ verb: 'plugin.update', params: { plugin: onlyPlugin(words), ...wishesOf(words) } }),
  complete: async (request, person) => ('staged' in request.params ? request : { ...request, params: asking(request.params, person) }),
  followUp: async (result, person, context) => {
    const params = await answerTo(result, person, context);
    return params && { verb: 'plugin.update', params };
  },
  render: renderInstalled,
  exitCode: exitCodeOf,
};

/** As npm reads it: what begins like a path, ends like an archive or has a slash that is not a scope's is a path; everything else is a name. */
function originOf(word: string, { absolute }: CallerPlace): { readonly kind: 'path'; readonly path: string } | { readonly kind: 'package'; readonly spec: string } {
  const isPath = /^(?:\.{0,2}[\\/]|\.{1,2}$|[A-Za-z]:)|\.(?:tgz|tar\.gz)$|\\/i.test(word) || (word.includes('/') && !word.startsWith('@'));
  return isPath ? { kind: 'path', path: absolute(word) } : { kind: 'package', spec: word };
}

function wishesOf(words: ParsedWords): { readonly grant?: 'all' | CapabilityName[]; readonly allowProposed: boolean } {
  const list = words.text('grant');
  if (words.flag('yes') && list !== undefined) throw new UsageError(complaintTexts.exclusive, { first: '--yes', second: '--grant' });
  const grant = list === undefined ? (words.flag('yes') ? 'all' as const : undefined) : capabilitiesIn(list);
  return { ...defined({ grant }), allowProposed: words.flag('allow-proposed') };
}

function capabilitiesIn(list: string): CapabilityName[] {
  if (list === 'none') return [];
  return list.split(',').map(word => {
    const found = CAPABILITY_NAMES.find(name => name === word.trim());
    if (!found) throw new UsageError(complaintTexts.optionOneOf, { option: '--grant', choices: [...CAPABILITY_NAMES, 'none'].join(', ') });
    return found;
  });
}

/** Where nobody can be asked, a question is a failure, and `wire`'s side says what would have been asked. */
function asking<P extends { readonly grant?: unknown }>(params: P, { canAsk }: Person): P {
  return params.grant === undefined && canAsk ? { ...params, grant: 'ask' } : params;
}

async function answerTo(result: PluginInstallResult, person: Person, context: RenderContext): Promise<{ readonly staged: string; readonly grant: 'all' | 'decline' } | undefined> {
  if (result.state !== 'asks') return undefined;
  renderProposal(result.proposal, context);
  return { staged: result.staged, grant: await agrees(person) ? 'all' : 'decline' };
}

/** Who gives up at the question has answered it: what waits for the answer is thrown away. */
async function agrees(person: Person): Promise<boolean> {
  try {
    return await person.confirm(pluginTexts.confirm);
  } catch (failure) {
    if (isCode(failure, 'wire.cancelled')) return false;
    throw failure;
  }
}

function renderInstalled(result: PluginInstallResult, context: RenderContext): void {
  switch (result.state) {
    case 'asks': return renderProposal(result.proposal, context);
    case 'declined': return say(context, pluginTexts.declined);
    case 'unchanged': return say(context, pluginTexts.unchanged, { id: printable(result.plugin.id), version: printable(result.plugin.version) });
    case 'invalid': {
      const { cause, remedy } = describeError('plugin.manifest-invalid', context.language);
      context.line(cause);
      for (const problem of result.problems) context.line(`  ${printable(describeManifestProblem(problem, context.language))}`);
      return context.line(remedy);
    }
    case 'installed': {
      const { plugin: { id, version, granted, withheld }, replaced, dropped } = result;
      const values = { id: printable(id), version: printable(version) };
      if (replaced === undefined) say(context, pluginTexts.installed, values);
      else say(context, pluginTexts.updated, { ...values, replaced: printable(replaced) });
      say(context, pluginTexts.granted, { names: capabilityNames(granted, context) });
      if (withheld.length > 0) say(context, pluginTexts.withheld, { names: capabilityNames(withheld, context) });
      if (dropped.length > 0) say(context, pluginTexts.drops, { names: capabilityNames(dropped, context) });
    }
  }
}

function exitCodeOf({ state }: PluginInstallResult) {
  return state === 'installed' || state === 'unchanged' ? EXIT.ok : EXIT.failed;
}
