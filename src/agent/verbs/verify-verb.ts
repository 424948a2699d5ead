import type { AffectedVersion } from '../../core/maintenance/affected-versions.js';
import { healFiles } from '../../core/maintenance/heal-files.js';
import { Verifier } from '../../core/maintenance/verifier.js';
import { namedSource } from '../../core/restore/locate-source.js';
import type { WorkContext, WorkKind } from '../run-queue.js';
import { sourcesOf } from '../sources.js';
import { meansLost, type OpenedVault } from '../vault/vault-link.js';
import { installed, type Workspace } from '../workspace.js';
import type { Verb } from './verb.js';

/** What may go between two steps of a verification: nothing that deletes, or what is read next could rightly be gone. */
const PASSING: readonly WorkKind[] = ['backup', 'continuous', 'restore'];

/**
 * Checks the vault without writing to it. Of files of this device whose present content is damaged, the next backup makes a new copy.
 *
 * It takes its turn in the queue, and lets backups and restores that wait pass after every 256 MiB or so. Each time it excludes what it has found damaged from the chunk index before. When the vault
 * had to be opened anew meanwhile, it begins again.
 */
export const verifyVerb: Verb<'verify'> = async ({ workspace }, { packs, readDataPercent }, { signal, onProgress }) => {
  const { location } = installed(workspace.installation).vault;
  const { queue, vault, catalog, state, clock, engine } = workspace;
  return queue.add({
    subject: location, kind: 'maintenance', signal,
    run: async context => {
      const { signal: stop } = context;
      for (;;) try {
        onProgress({ step: 'opening', subject: location });
        const opened = await vault.use();
        const { session, heads } = opened;
        const verifier = new Verifier({ session, catalog, heads, newLiveSet: () => engine.createLiveSet(), proofs: state.proofs, settings: state.settings, clock });
        const { affected, ...report } = await verifier.verify({
          level: readDataPercent !== undefined ? 'data' : packs ? 'packs' : 'listing', hashPacks: packs, percent: readDataPercent ?? 100, signal: stop, giveWay: () => passingOthers(workspace, context, opened),
          onBytes: (bytesDone, bytesTotal) => onProgress({ step: 'verifying', subject: location, bytesDone, bytesTotal, totalsFinal: true }),
        });
        const healing = await healFiles(affected, new Set(sourcesOf(workspace).map(({ id }) => id)), {
          catalog, dirtyRanges: state.dirtyRanges, images: opened.images, nowMs: clock.nowMs(), signal: stop,
        });
        return {
          ...report,
          affected: affected.map(version => ({ source: sourceName(workspace, version), path: absolute(workspace, version), version: version.version })),
          healing: healing.map(version => absolute(workspace, version)),
        };
      } catch (failure) {
        if (failure instanceof VaultReopened) continue;
        if (meansLost(failure)) await vault.drop();
        throw failure;
      }
    },
  });
};

/** The session that a verification works with is closed. */
class VaultReopened extends Error {}

async function passingOthers({ vault }: Workspace, { giveWay }: WorkContext, opened: OpenedVault): Promise<boolean> {
  const othersRan = await giveWay(PASSING);
  if (othersRan && await vault.use() !== opened) throw new VaultReopened('the vault was opened anew');
  return othersRan;
}

function sourceName({ catalog }: Workspace, { source }: AffectedVersion): string {
  const known = catalog.source(source);
  return known ? namedSource(known).definition.name : source;
}

function absolute({ catalog }: Workspace, { source, path }: AffectedVersion): string {
  const known = catalog.source(source);
  if (!known) return path;
  const { root, platform } = namedSource(known).definition;
  const separator = platform === 'win32' ? '\\' : '/';
  return path === '' ? root : `${root.replace(/[/\\]+$/, '')}${separator}${path.replaceAll('/', separator)}`;
}
