import { CodedError } from '../../base/coded-error.js';
import type { VaultSession } from '../backup/vault-session.js';
import { readContainerTail } from '../vault/container-tail.js';
import { parsePackName, parseRunName } from '../vault/object-names.js';

/** A pack or run object as a listing shows it. */
export interface ListedContainer {
  readonly name: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number | undefined;
}

export interface OpenedContainer extends ListedContainer {
  readonly footer: Buffer;
}

/** Footers are read by this many calls at once: enough to hide a round trip, few enough for a slow NAS. */
const CALLS = 8;

/** All packs and run objects of the vault. */
export async function listContainers({ store }: VaultSession, signal?: AbortSignal): Promise<readonly ListedContainer[]> {
  const listed: ListedContainer[] = [];
  for (const prefix of ['packs/', 'runs/']) {
    for await (const object of store.list(prefix, { signal })) {
      if (parsePackName(object.name) || parseRunName(object.name)) listed.push(object);
    }
  }
  return listed;
}

/**
 * Reads the footers of containers, one to two round trips each, and hands each over with the answer of `take`; a container that is gone or damaged goes to `onFailure`
 * with its `vault.missing-object` or `vault.damaged-object`. Memory: eight footers. The order is not kept.
 */
export async function withFooters(
  session: VaultSession, containers: Iterable<ListedContainer>,
  take: (container: OpenedContainer) => void | Promise<void>, onFailure: (container: ListedContainer, failure: CodedError) => void, signal?: AbortSignal,
): Promise<void> {
  const queue = containers[Symbol.iterator]();
  const work = async () => {
    for (let next = queue.next(); !next.done; next = queue.next()) {
      signal?.throwIfAborted();
      const container = next.value;
      try {
        const { footer } = await readContainerTail(session.store, session.vault, container, signal);
        await take({ ...container, footer });
      } catch (failure) {
        if (!(failure instanceof CodedError) || (failure.code !== 'vault.damaged-object' && failure.code !== 'vault.missing-object')) throw failure;
        onFailure(container, failure);
      }
    }
  };
  await Promise.all(Array.from({ length: CALLS }, work));
}
