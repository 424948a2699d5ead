import type { Destination, Disposable, ObjectInfo } from '../../api/index.js';

/** Objects of one answer. */
const PAGE_OBJECTS = 1000;
/** Listings that wait for their next page; of more, the one that has waited longest begins again when it is asked for. */
const MAX_WAITING = 8;

export interface ListingPage {
  readonly objects: readonly ObjectInfo[];
  readonly more: boolean;
}

interface Listing {
  readonly prefix: string;
  readonly objects: AsyncIterator<ObjectInfo>;
  readonly abort: AbortController;
  /** Read from the plugin and not yet handed out. */
  next: ObjectInfo | undefined;
}

/**
 * Cuts a destination's listings into pages.
 *
 * A page is asked for by the name that the one before ended with. The plugin's iterator waits between two pages, so that a listing costs one pass; who asks for a page
 * that nothing waits for gets it from a new pass.
 */
export class Listings implements Disposable {
  readonly #destination: Destination;
  readonly #waiting = new Map<string, Listing>(); // by prefix and last name, the oldest first

  constructor(destination: Destination) {
    this.#destination = destination;
  }

  async page(prefix: string, after: string | undefined, signal: AbortSignal): Promise<ListingPage> {
    const listing = this.#taken(prefix, after) ?? this.#begun(prefix);
    const onAbort = () => listing.abort.abort(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      signal.throwIfAborted();
      const objects = await read(listing, after);
      if (listing.next) this.#keep(listing, objects.at(-1)?.name ?? '');
      return { objects, more: listing.next !== undefined };
    } catch (failure) {
      give(listing);
      throw failure;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  dispose(): void {
    for (const listing of this.#waiting.values()) give(listing);
    this.#waiting.clear();
  }

  #begun(prefix: string): Listing {
    const abort = new AbortController();
    return { prefix, objects: this.#destination.list(prefix, { signal: abort.signal })[Symbol.asyncIterator](), abort, next: undefined };
  }

  #taken(prefix: string, after: string | undefined): Listing | undefined {
    if (after === undefined) return undefined;
    const key = keyOf(prefix, after);
    const listing = this.#waiting.get(key);
    this.#waiting.delete(key);
    return listing;
  }

  #keep(listing: Listing, last: string): void {
    const key = keyOf(listing.prefix, last);
    const same = this.#waiting.get(key);
    if (same) give(same);
    this.#waiting.delete(key);
    this.#waiting.set(key, listing);
    for (const [oldest, waiting] of this.#waiting) {
      if (this.#waiting.size <= MAX_WAITING) break;
      this.#waiting.delete(oldest);
      give(waiting);
    }
  }
}

const keyOf = (prefix: string, last: string) => JSON.stringify([prefix, last]);

async function read(listing: Listing, after: string | undefined): Promise<readonly ObjectInfo[]> {
  const page: ObjectInfo[] = [];
  for (;;) {
    const info = listing.next ?? await following(listing);
    listing.next = undefined;
    if (!info) return page;
    if (after !== undefined && info.name <= after) continue; // a new pass comes to what was told before
    if (page.length === PAGE_OBJECTS) {
      listing.next = info;
      return page;
    }
    page.push(info);
  }
}

async function following({ objects }: Listing): Promise<ObjectInfo | undefined> {
  const { done, value } = await objects.next();
  return done ? undefined : value;
}

/** Nobody waits for the rest, nor for what the plugin says to that. */
function give({ objects, abort }: Listing): void {
  abort.abort(new DOMException('the listing was left', 'AbortError'));
  (async () => objects.return?.())().catch(() => {});
}
