import { forgetPaths } from '../../core/maintenance/forget-paths.js';
import { absolutePath } from '../../core/restore/absolute-path.js';
import { locatePath, unknownPath } from '../../core/restore/locate-source.js';
import { deletedInVault } from '../comparison.js';
import { DeletionJob } from '../deletion-job.js';
import { maintenanceContext } from '../maintenance.js';
import { tellProgress } from '../tell-progress.js';
import { installed } from '../workspace.js';
import { OperationHistory } from './operation-history.js';
import { upToDate } from './up-to-date.js';
import type { Verb } from './verb.js';

/**
 * Forgets all versions at and below paths. Their bytes go with the next collection. What still exists in a protected folder is saved again by its next backup, or, with the setting compare.upload off,
 * once it changes.
 *
 * A source of another device can be meant too, if that device does not write any more: two that write as one source are a fork.
 */
export const deleteVerb: Verb<'delete'> = async ({ workspace }, params, { signal, onProgress }) => {
  const { location } = installed(workspace.installation).vault;
  await upToDate(workspace);
  const { catalog, device, queue, vault, clock } = workspace;
  const located = params.paths.map(path => ({ ...locatePath(catalog, path, params, device), given: path }));
  for (const { source, path, given } of located) if (catalog.history(source.id, path).length === 0) throw unknownPath(given);
  const bySource = Map.groupBy(located, ({ source }) => source.id);
  return queue.add({
    subject: location, kind: 'deletion', signal,
    run: async ({ signal: stop, show }) => {
      const history = new OperationHistory(workspace, 'delete');
      for (const [source, items] of bySource) {
        const { definition } = (items[0] as (typeof items)[number]).source;
        history.begin(source, { name: definition.name, paths: items.map(({ path }) => absolutePath(definition, path)) });
      }
      try {
        onProgress({ step: 'opening', subject: location });
        const opened = await vault.use();
        let deletedVersions = 0;
        let paths = 0;
        for (const [source, items] of bySource) {
          workspace.runObservers.forgetting(source, items.map(({ path }) => path));
          const saveAgain = workspace.settings.current.preferences['compare.upload'];
          if (!saveAgain) deletedInVault(workspace.state.settings, source);
          const { name } = (items[0] as (typeof items)[number]).source.definition;
          const job = new DeletionJob(clock);
          show(job);
          const work = forgetPaths(maintenanceContext(workspace, opened), saveAgain ? opened.images : undefined, source, items.map(({ path }) => path), { signal: stop, onProgress: progress => job.step(progress) });
          tellProgress(clock, { progress: () => job.progress(), result: work }, () => ({ step: job.isFinishing ? 'committing' : 'deleting', subject: name }), onProgress);
          const forgotten = await work;
          history.finish(source, { files: forgotten.paths, versions: forgotten.versions, bytes: forgotten.bytes }, [], { sequence: catalog.source(source)?.lastSequence });
          deletedVersions += forgotten.versions;
          paths += forgotten.paths;
        }
        return { deletedVersions, paths };
      } catch (failure) {
        history.fail(failure, stop.aborted);
        throw failure;
      }
    },
  });
};
