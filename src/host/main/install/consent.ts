import { CAPABILITY_NAMES, type CapabilityName, type Manifest } from '../../../wire/plugins/manifest/index.js';
import { isSameOrigin, type PluginOrigin } from './package-spec.js';
import type { RegisteredPlugin } from './plugin-registry.js';

/** What a person has to decide before a version of a plugin may be installed. */
export interface Consent {
  /** Whether anybody has to be asked; an update that wants nothing more goes on with what was agreed to. */
  readonly needed: boolean;
  /** Capabilities to decide on: all of a new plugin's, only what is new of an update's. */
  readonly asks: readonly CapabilityName[];
  /** Of `network`: hosts to decide on. */
  readonly hosts: readonly string[];
  /** Granted before and wanted still. */
  readonly keeps: readonly CapabilityName[];
  /** Granted before and not wanted any more. */
  readonly drops: readonly CapabilityName[];
  /** Proposed API that nobody has allowed yet. */
  readonly proposals: readonly string[];
  /** The version that is installed, with other content under the same number. */
  readonly contentDiffers: boolean;
}

/** What the person answers: everything asked for, or exactly these. */
export type Grant = 'all' | readonly CapabilityName[];

/** Compares what a version wants with what was agreed to for an earlier one. What comes from elsewhere inherits nothing, whatever it calls itself. */
export function consentFor(manifest: Manifest, origin: PluginOrigin, integrity: string, installed: RegisteredPlugin | undefined): Consent {
  const earlier = installed && isSameOrigin(installed.origin, origin) ? installed : undefined;
  const wanted = wantedBy(manifest);
  const knownHosts = new Set(earlier?.manifest.capabilities.network?.hosts);
  const hosts = (manifest.capabilities.network?.hosts ?? []).filter(host => !knownHosts.has(host));
  const known = new Set(earlier ? wantedBy(earlier.manifest) : []);
  const asks = wanted.filter(capability => !known.has(capability) || (capability === 'network' && hosts.length > 0));
  const allowed = new Set(earlier?.allowedProposals);
  const proposals = manifest.enabledApiProposals.filter(name => !allowed.has(name));
  const contentDiffers = earlier?.origin.kind === 'package' && earlier.manifest.version === manifest.version && earlier.integrity !== integrity;
  return {
    needed: !earlier || asks.length > 0 || proposals.length > 0 || contentDiffers,
    asks, hosts, proposals, contentDiffers,
    keeps: (earlier?.granted ?? []).filter(capability => wanted.includes(capability) && !asks.includes(capability)),
    drops: (installed?.granted ?? []).filter(capability => !wanted.includes(capability)),
  };
}

/** The grant that follows from an answer; never more than the manifest wants. Undefined: nothing was asked, so what was agreed to stays. */
export function grantedBy(manifest: Manifest, { asks, keeps }: Consent, answer: Grant | undefined): readonly CapabilityName[] {
  const granted = answer === undefined ? keeps : answer === 'all' ? [...keeps, ...asks] : answer;
  return wantedBy(manifest).filter(capability => granted.includes(capability));
}

export function wantedBy({ capabilities }: Manifest): readonly CapabilityName[] {
  return CAPABILITY_NAMES.filter(name => capabilities[name] !== undefined);
}
