import { describe, expect, it } from 'vitest';
import type { Destination, ObjectInfo } from '../../../../src/host/api/index.js';
import { Listings } from '../../../../src/host/child/api/listings.js';

const never = new AbortController().signal;
const NAMES = Array.from({ length: 2500 }, (_, index) => `o${String(index).padStart(5, '0')}`);

/** Counts the passes over its objects, and those that were given back before their end. */
class CountingDestination {
  passes = 0;
  left = 0;
  told = 0;

  async *list(prefix: string, { signal }: { readonly signal: AbortSignal }): AsyncGenerator<ObjectInfo> {
    this.passes += 1;
    let ended = false;
    try {
      for (const name of NAMES.filter(candidate => candidate.startsWith(prefix))) {
        signal.throwIfAborted();
        this.told += 1;
        yield { name, sizeBytes: 1 };
      }
      ended = true;
    } finally {
      if (!ended) this.left += 1;
    }
  }
}

function listingsOf(destination: CountingDestination): Listings {
  return new Listings(destination as unknown as Destination);
}

describe('listings in pages', () => {
  it('cost one pass', async () => {
    const destination = new CountingDestination();
    const listings = listingsOf(destination);
    const names: string[] = [];
    for (let after: string | undefined, more = true; more;) {
      const page = await listings.page('', after, never);
      names.push(...page.objects.map(({ name }) => name));
      after = names.at(-1);
      more = page.more;
    }
    expect(names).toEqual(NAMES);
    expect(destination).toMatchObject({ passes: 1, told: 2500, left: 0 });
  });

  it('begin again for a page that nothing waits for', async () => {
    const destination = new CountingDestination();
    const page = await listingsOf(destination).page('', 'o01999', never);
    expect(page).toMatchObject({ more: false, objects: { length: 500 } });
    expect(page.objects[0]?.name).toBe('o02000');
  });

  it('that wait are few, and are given back with the destination', async () => {
    const destination = new CountingDestination();
    const listings = listingsOf(destination);
    for (let count = 0; count < 12; count++) await listings.page('', NAMES[count], never);
    await new Promise(setImmediate);
    expect(destination.left).toBe(4);
    listings.dispose();
    await new Promise(setImmediate);
    expect(destination.left).toBe(12);
  });

  it('are given back when the call is cancelled', async () => {
    const destination = new CountingDestination();
    const listings = listingsOf(destination);
    const reason = new Error('enough');
    await expect(listings.page('', undefined, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(destination.told).toBe(0);
    listings.dispose();
  });
});
