import { acceptVault } from '../vault/accept-vault.js';
import { meansLost } from '../vault/vault-link.js';
import { installed } from '../workspace.js';
import type { Verb } from './verb.js';

/**
 * Makes the catalog anew from the vault alone; histories, settings and proofs of this installation are kept apart from it and stay.
 *
 * With `accept` the vault counts as it stands, although this installation knows of runs that it lacks (`vault.rolled-back`), or others under its own name (`vault.forked-source`).
 */
export const rebuildCatalogVerb: Verb<'rebuild-catalog'> = async ({ workspace, protection }, { accept }, { signal, onProgress }) => {
  const { location } = installed(workspace.installation).vault;
  const { queue, vault } = workspace;
  const rebuilt = await queue.add({
    subject: location, kind: 'maintenance', signal,
    run: async ({ signal: stop }) => {
      try {
        onProgress({ step: 'opening', subject: location });
        const opened = await vault.use();
        onProgress({ step: 'rebuilding', subject: location });
        return accept ? await acceptVault(workspace, opened, stop) : await opened.reconciler.rebuild(stop);
      } catch (failure) {
        if (meansLost(failure)) await vault.drop();
        throw failure;
      }
    },
  });
  // What was saved already may be lacking now: continuous protection looks at everything again.
  if (accept) await protection?.refresh(true);
  return rebuilt;
};
