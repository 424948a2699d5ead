import { separateSources } from '../separate-sources.js';
import { installed } from '../workspace.js';
import type { Verb } from './verb.js';

/** For a copy of an installation: from now on it is one of its own. Takes its turn in the queue, so that no run is under way. */
export const sourceSeparateVerb: Verb<'source.separate'> = async ({ workspace, protection }, { name }, { signal }) => {
  const { location } = installed(workspace.installation).vault;
  const separated = await workspace.queue.add({ subject: location, kind: 'maintenance', signal, run: () => separateSources(workspace, name) });
  await protection?.refresh();
  return separated;
};
