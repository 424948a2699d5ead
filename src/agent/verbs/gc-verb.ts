import { Collector } from '../../core/maintenance/collector.js';
import { damagedContainers } from '../../core/maintenance/damaged-containers.js';
import { DayBudget } from '../../core/maintenance/day-budget.js';
import { maintenanceContext, ownSources } from '../maintenance.js';
import { meansLost } from '../vault/vault-link.js';
import { installed } from '../workspace.js';
import type { Verb } from './verb.js';

/** Carries out retention and frees what no kept version needs. An installation that was expelled registers anew first. */
export const gcVerb: Verb<'gc'> = async ({ workspace }, { discardDamaged }, { signal, onProgress }) => {
  const { location } = installed(workspace.installation).vault;
  const { queue, vault, settings, state, clock, engine } = workspace;
  return queue.add({
    subject: location, kind: 'maintenance', signal,
    run: async ({ signal: stop }) => {
      try {
        for (;;) {
          onProgress({ step: 'opening', subject: location });
          const opened = await vault.use();
          onProgress({ step: 'collecting', subject: location });
          const collector = new Collector({
            context: maintenanceContext(workspace, opened), heads: opened.heads, newLiveSet: () => engine.createLiveSet(), reserve: opened.ballast, images: opened.images,
            budget: new DayBudget(state.settings, clock), damaged: () => damagedContainers(state.settings),
          });
          const report = await collector.collect({ sources: ownSources(workspace, opened.writer), hasSchedule: settings.activeSchedule !== undefined, discardDamaged, signal: stop });
          // Without what was damaged, more of what the vault holds can be relied on.
          if (!report || discardDamaged) await vault.drop();
          if (report) return report;
        }
      } catch (failure) {
        if (meansLost(failure)) await vault.drop();
        throw failure;
      }
    },
  });
};
