import { condemnedObjects } from '../vault/condemned/two-phases.js';
import { vaultFailure } from '../vault/vault-failure.js';
import { readRegistrations } from '../vault/writers/registration.js';
import { condemn } from './condemn.js';
import type { MaintenanceContext } from './maintenance-run.js';

/**
 * Looks for notices that collection rests on and that cannot be read: condemned lists, and other writers' registrations of which none is left whole.
 *
 * Throws `vault.collection-blocked` with the name of the first one. With `discard` they are given up instead, by a condemned list of their own: its objects are the damaged lists, and the writers are
 * expelled. A damaged list goes once every writer has acknowledged that one, so that no collector is left that knew what it said; until then, and unless opened anew, nothing new relies on what is older.
 */
export async function clearNotices(context: MaintenanceContext, discard: boolean, signal?: AbortSignal): Promise<void> {
  const { session, identity, logger } = context;
  const lists = await session.refreshCondemned(signal);
  const condemned = condemnedObjects(lists);
  const damagedLists = session.damagedLists.map(({ name }) => name).filter(name => !condemned.has(name));
  const registrations = await readRegistrations(session.store, session.vault, signal);
  const heard = new Set([identity.writer, ...lists.flatMap(list => list.expelled), ...registrations.filter(({ damage }) => !damage).map(({ writer }) => writer)]);
  const unheard = registrations.filter(({ writer }) => !heard.has(writer));
  const names = [...damagedLists, ...unheard.map(({ name }) => name)];
  const [first] = names;
  if (first === undefined) return;
  if (!discard) throw vaultFailure('vault.collection-blocked', 'a notice that collection rests on is damaged', { name: first, damaged: names.length });
  for (const name of names) logger.warn('a damaged notice is given up', { name });
  await condemn(context, damagedLists, [...new Set(unheard.map(({ writer }) => writer))].sort(), signal);
}
