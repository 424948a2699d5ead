import type { Grant } from '../../host/main/install/consent.js';
import { consentNeeded, sourceMissing } from '../../host/main/install/install-errors.js';
import { packageOrigin, type PluginOrigin } from '../../host/main/install/package-spec.js';
import type { Candidate } from '../../host/main/install/plugin-installer.js';
import type { PluginId } from '../../wire/plugins/manifest/index.js';
import type { PluginInstallResult } from '../../wire/verbs/plugin-results.js';
import type { VerbParams } from '../../wire/verbs/verb-table.js';
import type { PluginInstallation } from '../plugins/installation.js';
import { installedRow, proposalOf } from './plugin-rows.js';
import { installationOf } from './plugin-verbs.js';
import type { Verb, VerbHost } from './verb.js';

interface Wishes {
  readonly grant?: 'ask' | Grant | undefined;
  readonly allowProposed: boolean;
}

/** Installs a plugin, or asks what a person has to agree to; then their answer is the next call. */
export const pluginInstallVerb: Verb<'plugin.install'> = (host, params, { signal }) => {
  if ('staged' in params) return answer(host, params);
  const { from } = params;
  return installFrom(host, from.kind === 'path' ? from : packageOrigin(from.spec), params, { signal });
};

/** Installs a newer version from where the plugin came from. Nothing does this by itself. */
export const pluginUpdateVerb: Verb<'plugin.update'> = (host, params, { signal }) => {
  if ('staged' in params) return answer(host, params);
  const { origin, manifest } = installationOf(host).installer.installed(params.plugin);
  return installFrom(host, origin.kind === 'path' ? origin : { kind: 'package', name: origin.name }, params, { signal, updates: manifest.id });
};

async function installFrom(
  host: VerbHost, origin: PluginOrigin, { grant, allowProposed }: Wishes, { signal, updates }: { readonly signal: AbortSignal; readonly updates?: PluginId },
): Promise<PluginInstallResult> {
  const installation = installationOf(host);
  const { installer } = installation;
  const proposal = await installer.propose(origin, { allowProposed, signal });
  if (!proposal.ok) return { state: 'invalid', problems: proposal.problems };
  const { candidate } = proposal;
  const { package: { staged }, consent, installed, manifest } = candidate;
  if (updates !== undefined && (manifest.id !== updates || !installer.isNewer(candidate))) {
    await installer.decline(candidate);
    if (!installed || manifest.id !== updates) throw sourceMissing(`${updates} is not there any more, but ${manifest.id}`);
    return { state: 'unchanged', plugin: installedRow(installed) };
  }
  const asks = consent.needed && (grant === 'ask' || grant === undefined);
  if (!asks) return finish(host, installation, candidate, grant === 'ask' ? undefined : grant);
  if (grant === 'ask') {
    await installer.hold(candidate);
    return { state: 'asks', staged, proposal: proposalOf(candidate, process.allowedNodeEnvironmentFlags) };
  }
  await installer.decline(candidate);
  throw consentNeeded(manifest.id, consent.asks);
}

async function answer(host: VerbHost, { staged, grant }: Extract<VerbParams<'plugin.install'>, { staged: string }>): Promise<PluginInstallResult> {
  const installation = installationOf(host);
  const candidate = installation.installer.answered(staged);
  if (grant !== 'decline') return finish(host, installation, candidate, grant);
  await installation.installer.decline(candidate);
  return { state: 'declined', plugin: candidate.manifest.id, version: candidate.manifest.version };
}

async function finish(host: VerbHost, { installer, asInstalled }: PluginInstallation, candidate: Candidate, grant: Grant | undefined): Promise<PluginInstallResult> {
  const plugin = installer.install(candidate, grant);
  try {
    await host.plugins?.add(asInstalled(plugin));
  } finally {
    await installer.tidy(candidate);
  }
  return { state: 'installed', plugin: installedRow(plugin), replaced: candidate.installed?.manifest.version, dropped: candidate.consent.drops };
}
