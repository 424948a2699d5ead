import { parseRunName } from '../vault/object-names.js';
import type { MeasuredContainer } from '../vault/collection/collection-plan.js';
import { withFooters, type ListedContainer } from './containers.js';
import type { LiveHistory } from './live-history.js';
import type { MaintenanceContext } from './maintenance-run.js';

const DATA_PACK = 1;

/**
 * Measures containers against what is live. One that is known to be damaged, or whose footer is, is left out as long as something live lies in it alone: it cannot be copied. Once its chunks
 * were stored again elsewhere it counts as dead.
 *
 * Cost: one to two round trips a container.
 */
export async function measureVault(
  { session, logger }: MaintenanceContext, history: LiveHistory, containers: readonly ListedContainer[], damaged: ReadonlySet<string>, signal?: AbortSignal, onUnreadable: (name: string) => void = () => {},
): Promise<readonly MeasuredContainer[]> {
  const measured: MeasuredContainer[] = [];
  await withFooters(session, containers, ({ name, sizeBytes, footer }) => {
    let segments = history.live.measure(footer);
    if (damaged.has(name)) {
      if (history.live.isNeeded(footer, session.index)) return;
      segments = segments.map(segment => ({ ...segment, liveBytes: 0 }));
    }
    const kind = parseRunName(name) ? 'run' : footer[0] === DATA_PACK ? 'data' : 'metadata';
    measured.push({ name, kind, sizeBytes, superseded: history.superseded.has(name), segments });
  }, ({ name }, failure) => {
    if (failure.code !== 'vault.damaged-object') return;
    logger.warn('of a damaged container it cannot be told what it holds', { name, failure: failure.message });
    onUnreadable(name);
  }, signal);
  return measured.sort((a, b) => (a.name < b.name ? -1 : 1));
}
