import { randomInt } from 'node:crypto';
import type { Destination } from '../../api/index.js';
import { destinationClosed, limitReached } from '../../refusals.js';
import { Listings } from './listings.js';

/** Destinations that one plugin may have open: one a vault, and a few for set-up and checks beside it. */
const MAX_OPEN = 64;

interface OpenDestination {
  readonly destination: Destination;
  readonly listings: Listings;
}

/**
 * The destinations of a plugin that are open, by handle.
 *
 * Handles begin at a random number, so that one from before a crash names nothing now instead of somebody else's place.
 */
export class OpenDestinations {
  readonly #plugin: string;
  readonly #open = new Map<number, OpenDestination>();
  #nextHandle = randomInt(2 ** 47);
  #over = false;

  constructor(plugin: string) {
    this.#plugin = plugin;
  }

  /** Takes ownership; what cannot be kept is disposed of. */
  async add(destination: Destination): Promise<number> {
    if (this.#over || this.#open.size >= MAX_OPEN) {
      await destination.dispose();
      throw this.#over ? destinationClosed(this.#plugin) : limitReached(this.#plugin, 'open destinations', MAX_OPEN);
    }
    const handle = this.#nextHandle++;
    this.#open.set(handle, { destination, listings: new Listings(destination) });
    return handle;
  }

  /** @throws CodedError `plugin.destination-closed` */
  find(handle: number): OpenDestination {
    const found = this.#open.get(handle);
    if (!found) throw destinationClosed(this.#plugin);
    return found;
  }

  /** An unknown handle is fine: whoever closes may have heard of the end later. */
  async close(handle: number): Promise<void> {
    const found = this.#open.get(handle);
    this.#open.delete(handle);
    found?.listings.dispose();
    await found?.destination.dispose();
  }

  /** No destination is opened from now on. Never rejects. */
  async closeAll(): Promise<void> {
    this.#over = true;
    await Promise.allSettled([...this.#open.keys()].map(handle => this.close(handle)));
  }
}
