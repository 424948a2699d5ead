import { retainVersions } from '../backup/retain-versions.js';
import { isClockTrusted } from '../retention/retention-policy.js';
import { INLINE_BYTES, PACK_BYTES } from '../backup/pack-sizes.js';
import { maintenanceRun, type MaintenanceContext } from './maintenance-run.js';

/**
 * Carries out retention for a source outside of a backup, as a maintenance run: drops, thinning, and, where no schedule makes generations, promotion of the last save of each past day.
 *
 * Returns the number of dropped versions. With a clock that is not trusted nothing is decided, as in a backup.
 */
export async function retainSource(context: MaintenanceContext, source: string, options: { readonly hasSchedule: boolean; readonly signal?: AbortSignal | undefined }): Promise<number> {
  const { session, catalog, clock, policy } = context;
  const { hasSchedule, signal } = options;
  if (!catalog.source(source)) return 0;
  const newest = catalog.runs(source, { limit: 1 })[0];
  const nowMs = clock.nowMs();
  if (!isClockTrusted(nowMs, newest?.finishedMs, await session.store.serverTimeMs({ signal }))) return 0;
  let dropped = 0;
  await maintenanceRun(context, source, async ({ transaction }) => {
    const retained = await retainVersions({
      session, transaction, policy: policy(), nowMs, kind: 'maintenance', promotion: hasSchedule ? 'none' : 'days', clockTrusted: true,
      open: undefined, packBytes: PACK_BYTES, inlineBytes: INLINE_BYTES,
    });
    dropped = retained.dropped;
    return retained.content && { operations: retained.content, open: retained.open };
  }, signal);
  return dropped;
}
