import { enforcement } from '../../host/main/hosts/enforcement.js';
import { wantedBy } from '../../host/main/install/consent.js';
import type { PluginOrigin } from '../../host/main/install/package-spec.js';
import type { Candidate } from '../../host/main/install/plugin-installer.js';
import type { DisabledBy, RegisteredPlugin } from '../../host/main/install/plugin-registry.js';
import type { Manifest } from '../../wire/plugins/manifest/index.js';
import type { CapabilityQuestion, PluginProposal, PluginRow } from '../../wire/verbs/plugin-results.js';

export function installedRow({ manifest, granted, enabled, disabledBy, unusable, integrity, origin, installedMs, updatedMs }: RegisteredPlugin): PluginRow {
  return {
    ...aboutOf(manifest), builtIn: false, enabled, disabledBy, unusable, granted, withheld: wantedBy(manifest).filter(capability => !granted.includes(capability)),
    integrity, from: textOf(origin), installedMs, updatedMs,
  };
}

/** What comes with the product has what it wants. */
export function builtInRow(manifest: Manifest, disabledBy: DisabledBy | undefined): PluginRow {
  return { ...aboutOf(manifest), builtIn: true, enabled: disabledBy === undefined, disabledBy, granted: wantedBy(manifest), withheld: [] };
}

/** `known`: the options of this Node, on which it depends what is enforced. */
export function proposalOf({ package: staged, manifest, consent, installed }: Candidate, known: ReadonlySet<string>): PluginProposal {
  const { id, publisher, version, displayName, description } = manifest;
  const all = [...consent.keeps, ...consent.asks];
  return {
    id, name: displayName ?? id, description, publisher, version, from: textOf(staged.origin),
    integrity: staged.integrity, integrityOf: staged.integrityOf, files: staged.files, sizeBytes: staged.sizeBytes, replaces: installed?.manifest.version,
    asks: consent.asks.map((capability): CapabilityQuestion => (
      { capability, enforcement: enforcement(capability, all, known), ...(capability === 'network' && { hosts: consent.hosts }) }
    )),
    keeps: consent.keeps, drops: consent.drops, proposedApi: consent.proposals, contentDiffers: consent.contentDiffers,
  };
}

function aboutOf(manifest: Manifest): Pick<PluginRow, 'id' | 'name' | 'version' | 'hosts'> {
  const { id, displayName, version, capabilities } = manifest;
  return { id, name: displayName ?? id, version, hosts: capabilities.network?.hosts ?? [] };
}

function textOf(origin: PluginOrigin): string {
  return origin.kind === 'path' ? origin.path : origin.name;
}
