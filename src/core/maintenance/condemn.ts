import { putCondemnedList, type StoredCondemnedList } from '../vault/condemned/condemned-list.js';
import { acknowledgements, nextEpoch } from '../vault/condemned/two-phases.js';
import { putRegistration, readRegistrations } from '../vault/writers/registration.js';
import type { MaintenanceContext } from './maintenance-run.js';

/**
 * The first phase: stores a condemned list and acknowledges it for this writer, whose only work at the moment is the collection itself. From now on the index finds nothing in the objects.
 */
export async function condemn(context: MaintenanceContext, objects: readonly string[], expelled: readonly string[], signal?: AbortSignal): Promise<void> {
  const { session, identity: { writer }, clock } = context;
  const lists = await session.refreshCondemned(signal);
  await putCondemnedList(session.store, session.vault, {
    epoch: nextEpoch([...lists, ...session.damagedLists.map(({ parsed }) => parsed)]), writer, createdMs: clock.nowMs(), objects: objects.toSorted(), expelled,
  }, signal);
  await acknowledge(context, signal);
}

/**
 * Acknowledges every list there is by a registration, if one is not acknowledged so far, and removes this writer's registrations that acknowledge nothing but lists that are gone. The oldest
 * one always stays: whoever lists the registrations meanwhile must not find none.
 */
export async function acknowledge({ session, identity, clock }: MaintenanceContext, signal?: AbortSignal): Promise<void> {
  const { store, vault } = session;
  const lists = await session.refreshCondemned(signal);
  const own = (await readRegistrations(store, vault, signal)).filter(entry => entry.writer === identity.writer).sort((a, b) => a.createdMs - b.createdMs || (a.name < b.name ? -1 : 1));
  if (!isAcknowledged(lists, own.flatMap(entry => entry.acknowledged))) {
    await putRegistration(store, vault, {
      writer: identity.writer, createdMs: clock.nowMs(), device: identity.device, program: identity.program, acknowledged: acknowledgements(lists),
    }, signal);
  }
  const alive = new Set(acknowledgements(lists));
  for (const { name, acknowledged } of own.slice(1)) {
    if (!acknowledged.some(id => alive.has(id))) await store.delete(name, { signal });
  }
}

function isAcknowledged(lists: readonly StoredCondemnedList[], ids: readonly string[]): boolean {
  return lists.every(list => ids.includes(list.id));
}
