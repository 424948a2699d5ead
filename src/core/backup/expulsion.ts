import { isExpelled } from '../vault/condemned/two-phases.js';
import { readRegistrations } from '../vault/writers/registration.js';
import type { VaultSession } from './vault-session.js';

/**
 * Whether collectors no longer wait for a writer that is registered: step 4 of section 10 of docs/vault-format.md. Such a writer takes a new id and checks everything it relied on.
 *
 * Cost: two listings of a few small objects, which are read.
 */
export async function wasExpelled(session: VaultSession, writer: string, signal?: AbortSignal): Promise<boolean> {
  const lists = await session.refreshCondemned(signal);
  return isExpelled(writer, lists, await readRegistrations(session.store, session.vault, signal));
}
