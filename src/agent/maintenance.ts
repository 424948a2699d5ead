import type { MaintenanceContext } from '../core/maintenance/maintenance-run.js';
import { sourcesOf } from './sources.js';
import type { OpenedVault } from './vault/vault-link.js';
import { installed, type Workspace } from './workspace.js';

/**
 * What maintenance of the open vault works with.
 *
 * @throws CodedError vault.forked-source while another installation uses this one's identity: collectors would not wait for both
 */
export function maintenanceContext(workspace: Workspace, { session, chains, writer, twin }: OpenedVault): MaintenanceContext {
  if (twin) throw twin;
  const { catalog, clock, logger, settings, program } = workspace;
  return {
    session, chains, catalog, clock, logger, policy: () => settings.policy,
    identity: { device: installed(workspace.installation).device, platform: process.platform, program, writer },
  };
}

/** Sources for which nobody but this installation writes runs: those it protects, and those it protected last. */
export function ownSources(workspace: Workspace, writer: string): readonly string[] {
  const { catalog } = workspace;
  const protectedNow = new Set(sourcesOf(workspace).map(({ id }) => id));
  return catalog.sources().filter(({ id, lastSequence }) => lastSequence > 0
    && (protectedNow.has(id) || catalog.run(id, lastSequence)?.writer === writer)).map(({ id }) => id);
}
