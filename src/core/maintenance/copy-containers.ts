import { CodedError } from '../../base/coded-error.js';
import type { LiveSet } from '../ports/engine.js';
import type { OpenedContainer } from './containers.js';
import { finished } from '../backup/finished-job.js';
import { PACK_BYTES } from '../backup/pack-sizes.js';
import type { MaintenanceContext } from './maintenance-run.js';

export interface Copied {
  /** Containers whose chunks all lie elsewhere now. */
  readonly containers: readonly OpenedContainer[];
  readonly bytes: number;
}

/**
 * Copies live chunks of containers that are condemned, or about to be, into new packs. The index finds nothing in them from then on, so that only what no other container holds is copied:
 * copies that an interrupted collection left behind are used instead of made again.
 *
 * A damaged container is left as it is: then each is copied alone, and what can be read is. Fails with the store's errors; packs stored until then are found by the next collection.
 */
export async function copyContainers(
  context: MaintenanceContext, live: LiveSet, containers: readonly OpenedContainer[], signal?: AbortSignal,
): Promise<Copied> {
  const { session, logger } = context;
  session.index.exclude(containers.map(({ name }) => name));
  try {
    const { copiedBytes } = await finished(session.vault.repack({
      index: session.index, source: session.blobs, containers, live, missingOnly: true, packBytes: PACK_BYTES, sink: session.sink,
    }), signal);
    await session.index.flush();
    return { containers, bytes: copiedBytes };
  } catch (failure) {
    if (!(failure instanceof CodedError) || failure.code !== 'vault.damaged-object') throw failure;
    if (containers.length === 1) {
      logger.warn('a damaged container is not copied', { name: containers[0]?.name, failure: failure.message });
      return { containers: [], bytes: 0 };
    }
  }
  const alone: Copied[] = [];
  for (const container of containers) alone.push(await copyContainers(context, live, [container], signal));
  return { containers: alone.flatMap(copied => copied.containers), bytes: alone.reduce((total, { bytes }) => total + bytes, 0) };
}
