import type { AffectedVersion } from '../../core/maintenance/affected-versions.js';
import { healFiles } from '../../core/maintenance/heal-files.js';
import { Verifier } from '../../core/maintenance/verifier.js';
import { namedSource } from '../../core/restore/locate-source.js';
import { sourcesOf } from '../sources.js';
import { meansLost } from '../vault-link.js';
import { installed, type Workspace } from '../workspace.js';
import type { Verb } from './verb.js';

/**
 * Checks the vault without writing to it. Of files of this device whose present content is damaged, the next backup makes a new copy.
 *
 * It takes its turn in the queue: the chunk index may not be made use of while it learns what is damaged.
 */
export const verifyVerb: Verb<'verify'> = async ({ workspace }, { packs, readDataPercent }, { signal, onProgress }) => {
  const { location } = installed(workspace.installation).vault;
  const { queue, vault, catalog, state, clock, engine } = workspace;
  return queue.add({
    subject: location, kind: 'maintenance', signal,
    run: async ({ signal: stop }) => {
      try {
        onProgress({ step: 'opening', subject: location });
        const opened = await vault.use();
        const { session, heads } = opened;
        const verifier = new Verifier({ session, catalog, heads, newLiveSet: () => engine.createLiveSet(), proofs: state.proofs, settings: state.settings, clock });
        const { affected, ...report } = await verifier.verify({
          level: readDataPercent !== undefined ? 'data' : packs ? 'packs' : 'listing', hashPacks: packs, percent: readDataPercent ?? 100, signal: stop,
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
        if (meansLost(failure)) await vault.drop();
        throw failure;
      }
    },
  });
};

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
