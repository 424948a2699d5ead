import { installed } from '../workspace.js';
import type { Verb } from './verb.js';

/** Makes the catalog anew from the vault alone; histories, settings and proofs of this installation are kept apart from it and stay. */
export const rebuildCatalogVerb: Verb<'rebuild-catalog'> = async ({ workspace }, _params, { signal, onProgress }) => {
  const { location } = installed(workspace.installation).vault;
  return workspace.queue.add({
    subject: location, kind: 'maintenance', signal,
    run: async ({ signal: stop }) => {
      onProgress({ step: 'opening', subject: location });
      const { reconciler } = await workspace.vault.use();
      onProgress({ step: 'rebuilding', subject: location });
      return reconciler.rebuild(stop);
    },
  });
};
