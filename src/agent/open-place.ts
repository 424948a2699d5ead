import type { Clock } from '../base/clock.js';
import { CodedError } from '../base/coded-error.js';
import type { ObjectStore, StoreCapabilities } from '../core/ports/object-store.js';
import type { SpaceReserve } from '../core/ports/space-reserve.js';
import { openFolderStore } from '../platform/stores/open-folder-store.js';
import { agentErrors } from '../terms/errors/agent-errors.js';

export interface OpenedPlace {
  readonly store: ObjectStore;
  readonly ballast: SpaceReserve;
}

/** Opens places that plugins provide, by URL. Fails with `plugin.unknown-contribution` when none knows the scheme. */
export type OpenByUrl = (url: string) => Promise<ObjectStore>;

/** RFC 3986 section 3.1; a scheme has two characters at least, for one is a drive letter. */
const URL = /^[a-z][a-z0-9+.-]+:\/\//i;

export function isUrl(location: string): boolean {
  return URL.test(location);
}

/** Where a vault lies: a folder, which needs no plugin, or a place behind a URL, which a plugin provides. */
export async function openPlace(
  location: string, openByUrl: OpenByUrl, options: { readonly create?: boolean; readonly capabilities?: StoreCapabilities; readonly clock: Clock },
): Promise<OpenedPlace> {
  if (!isUrl(location)) return await openFolderStore(location, options);
  try {
    return { store: await openByUrl(location), ballast: noReserve };
  } catch (failure) {
    if (!(failure instanceof CodedError) || failure.code !== 'plugin.unknown-contribution') throw failure;
    throw CodedError.of(agentErrors, 'agent.vault-place-unsupported', location, { data: { location }, cause: failure });
  }
}

/** The place holds back space of its own, or cannot be full. */
const noReserve: SpaceReserve = { sizeBytes: 0, isHeld: async () => true, hold: async () => true, release: async () => {} };
