import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chopped } from '../unit/host/rpc/support/chopped.js';
import { conversation, counting, NOTHING_OPEN, summed, type TestPeer } from '../unit/host/rpc/support/conversation.js';

/** Something that one side does; `after` round trips pass before the next one begins, and `until` round trips before it is cancelled. */
interface Step {
  readonly who: 0 | 1;
  readonly what: 'echo' | 'fail' | 'lie' | 'wait' | 'put' | 'get';
  readonly bytes: number;
  readonly piece: number;
  readonly most: number | undefined;
  readonly after: number;
  readonly until: number | undefined;
}

const size = fc.oneof(fc.constantFrom(0, 1, 65_536, 262_144, 262_145), fc.nat({ max: 700_000 }));
const step: fc.Arbitrary<Step> = fc.record({
  who: fc.constantFrom(0 as const, 1 as const), what: fc.constantFrom('echo' as const, 'fail' as const, 'lie' as const, 'wait' as const, 'put' as const, 'get' as const),
  bytes: size, piece: fc.integer({ min: 1000, max: 400_000 }), most: fc.option(size, { nil: undefined }), after: fc.nat({ max: 2 }), until: fc.option(fc.nat({ max: 4 }), { nil: undefined }),
});

const CANCELLED = new Error('cancelled by the test');
const codeOf = (failure: unknown) => (failure as { readonly code?: unknown }).code;

/** The bytes that a reader who leaves after `most` bytes must have seen, whatever pieces they came in. */
async function prefix(bytes: number, piece: number, seen: { readonly bytes: number; readonly sum: number }, most = bytes): Promise<void> {
  expect(seen.bytes).toBeGreaterThanOrEqual(Math.min(bytes, most));
  expect(seen).toEqual(await summed(counting(seen.bytes, Math.max(1, piece))));
}

async function carryOut(peer: TestPeer, { what, bytes, piece, most }: Step, signal: AbortSignal): Promise<void> {
  switch (what) {
    case 'echo': return expect(await peer.call('$echo', { text: 'あ', times: piece }, { signal })).toBe('あ'.repeat(piece));
    case 'fail': return failsWith('store.full', peer.call('$fail', { how: 'coded' }, { signal }));
    case 'lie': return failsWith('plugin.bad-message', peer.call('$lie', {}, { signal }));
    case 'wait': return void await peer.call('$wait', {}, { signal });
    case 'put': return prefix(bytes, piece, await peer.call('$put', most === undefined ? {} : { most }, { body: counting(bytes, piece), signal }), most);
    case 'get': {
      const { stream } = await peer.call('$get', { bytes, piece }, { signal });
      return prefix(bytes, piece, await summed(stream, most), most);
    }
  }
}

async function failsWith(code: string, call: Promise<unknown>): Promise<void> {
  const failure = await call.then(() => undefined, (thrown: unknown) => thrown);
  if (codeOf(failure) !== code) throw failure;
}

async function roundTrips(peer: TestPeer, count: number): Promise<void> {
  for (let trip = 0; trip < count; trip++) await peer.call('$ping', {});
}

describe('two sides that call, stream and cancel as they like', () => {
  it('get right answers or their own cancellation, and keep nothing', async () => {
    await fc.assert(fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 20 }), fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 5 }), fc.boolean(),
      async (steps, sizes, breaksOff) => {
        const { here, there } = conversation({}, transport => chopped(transport, sizes));
        const peers = [here, there] as const;
        const tasks: Promise<void>[] = [];
        const cancels: Promise<void>[] = [];
        const aborts: AbortController[] = [];
        for (const each of steps) {
          const abort = new AbortController();
          aborts.push(abort);
          tasks.push(carryOut(peers[each.who], each, abort.signal));
          if (each.until !== undefined) cancels.push(roundTrips(peers[each.who], each.until).then(() => abort.abort(CANCELLED), () => {}));
          tasks.at(-1)?.catch(() => {});
          await roundTrips(here, each.after);
        }
        if (breaksOff) there.dispose();
        else for (const [index, each] of steps.entries()) if (each.what === 'wait') aborts[index]?.abort(CANCELLED);
        for (const task of await Promise.allSettled(tasks)) {
          if (task.status === 'fulfilled' || task.reason === CANCELLED) continue;
          expect(breaksOff && codeOf(task.reason) === 'plugin.host-gone', String(task.reason)).toBe(true);
        }
        if (!breaksOff) {
          await Promise.all(cancels);
          await Promise.all([roundTrips(here, 10), roundTrips(there, 10)]);
          expect([here.open, there.open]).toEqual([NOTHING_OPEN, NOTHING_OPEN]);
        }
        here.dispose();
        await Promise.all([here.closed, there.closed]);
        expect([here.open, there.open]).toEqual([NOTHING_OPEN, NOTHING_OPEN]);
      },
    ), { numRuns: 150 });
  });
});
