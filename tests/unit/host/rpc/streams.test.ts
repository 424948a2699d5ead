import { afterEach, describe, expect, it } from 'vitest';
import { CodedError } from '../../../../src/base/coded-error.js';
import type { Handlers, IncomingStream } from '../../../../src/host/rpc/index.js';
import { RPC_LIMITS } from '../../../../src/wire/plugins/rpc/limits.js';
import { conversation, counting, NOTHING_OPEN, summed, type TestPeer } from './support/conversation.js';
import type { TestMethods } from './support/methods.js';
import { observedSource } from './support/observed-source.js';

const MIB = 1024 * 1024;
let peers: readonly TestPeer[] = [];
function converse(handlers: Partial<Handlers<TestMethods>> = {}) {
  const pair = conversation(handlers);
  peers = [...peers, pair.here, pair.there];
  return pair;
}
afterEach(async () => {
  for (const peer of peers) peer.dispose();
  await Promise.all(peers.map(peer => peer.closed));
  for (const peer of peers) expect(peer.open).toEqual(NOTHING_OPEN);
  peers = [];
});

/** Enough round trips for everything that does not wait for somebody to have happened. */
async function settled(peer: TestPeer): Promise<void> {
  for (let turn = 0; turn < 200; turn++) await peer.call('$ping', {});
}

describe('a stream', () => {
  it.each([0, 1, 65_536, 1_000_003, 3 * MIB + 17])('of %i bytes arrives whole, as body and as result', async bytes => {
    const { here, there } = converse();
    const whole = await summed(counting(bytes));
    for (const piece of [777, 65_536, 2 * MIB]) {
      if (piece < 1000 && bytes > MIB) continue;
      expect(await here.call('$put', {}, { body: counting(bytes, piece) })).toEqual(whole);
      const { value, stream } = await here.call('$get', { bytes, piece });
      expect(value).toEqual({ bytes });
      expect(await summed(stream)).toEqual(whole);
    }
    expect(here.open).toEqual(NOTHING_OPEN);
    expect(there.open).toEqual(NOTHING_OPEN);
  });

  it('of single bytes stays within its window while nobody reads', async () => {
    const read = Promise.withResolvers<void>();
    const { here } = converse({ $put: async (_, { body }) => {
      await read.promise;
      return summed(body);
    } });
    const call = here.call('$put', {}, { body: counting(20_000, 1) });
    await settled(here);
    read.resolve();
    expect(await call).toEqual(await summed(counting(20_000)));
  });

  it('that nobody reads holds its sender at the first credit', async () => {
    const { here } = converse({ $put: (_, { signal }) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))) });
    const source = observedSource();
    const abort = new AbortController();
    const call = here.call('$put', {}, { body: source, signal: abort.signal });
    await settled(here);
    expect(source.pulledBytes).toBeLessThanOrEqual(RPC_LIMITS.firstCreditBytes + 65_536);
    abort.abort(new Error('enough'));
    await expect(call).rejects.toThrow('enough');
    await source.givenBack;
  });

  it('whose reader pauses holds its sender at the window', async () => {
    const source = observedSource();
    const { here, there } = converse({ $get: () => ({ value: { bytes: 0 }, stream: source }) });
    const { stream } = await here.call('$get', { bytes: 0 });
    const reader = stream[Symbol.asyncIterator]();
    await reader.next();
    await settled(here);
    const held = source.pulledBytes;
    expect(held).toBeGreaterThan(RPC_LIMITS.windowBytes / 2);
    expect(held).toBeLessThanOrEqual(RPC_LIMITS.windowBytes + 2 * 65_536);
    await settled(here);
    expect(source.pulledBytes).toBe(held);
    await reader.return?.();
    await source.givenBack;
    await settled(here);
    expect([here.open, there.open]).toEqual([NOTHING_OPEN, NOTHING_OPEN]);
  });

  it('that is left early gives its source back, in both directions', async () => {
    const result = observedSource();
    const aborted = Promise.withResolvers<void>();
    const { here } = converse({ $get: (_, { signal }) => {
      signal.addEventListener('abort', () => aborted.resolve());
      return { value: { bytes: 0 }, stream: result };
    } });
    const body = observedSource();
    expect(await here.call('$put', { most: MIB }, { body })).toMatchObject({ bytes: MIB });
    await body.givenBack;
    const { stream } = await here.call('$get', { bytes: 0 });
    for await (const piece of stream) if (piece.length > 0) break;
    await Promise.all([result.givenBack, aborted.promise]);
  });

  it('that a handler does not read is given back, and the answer stands', async () => {
    const { here } = converse({ $put: () => ({ bytes: 0, sum: 7 }) });
    const body = observedSource();
    expect(await here.call('$put', {}, { body })).toEqual({ bytes: 0, sum: 7 });
    await body.givenBack;
  });

  it('whose caller does not want it can be cancelled unread', async () => {
    const source = observedSource();
    const { here } = converse({ $get: () => ({ value: { bytes: 0 }, stream: source }) });
    const { stream } = await here.call('$get', { bytes: 0 });
    stream.cancel();
    await source.givenBack;
    expect(await summed(stream)).toEqual({ bytes: 0, sum: 0 });
  });

  it('that never yields holds nothing back', async () => {
    const source = observedSource({ stickAt: 0 });
    const { here } = converse({ $put: () => ({ bytes: 0, sum: 0 }) });
    await here.call('$put', {}, { body: source });
    await source.givenBack;
    await settled(here);
    expect(here.open).toEqual(NOTHING_OPEN);
  });

  it('of a call that cannot be made is given back', async () => {
    const { here } = converse();
    const sources = [observedSource(), observedSource(), observedSource()] as const;
    await expect(here.call('$put', { most: 1n as unknown as number }, { body: sources[0] })).rejects.toMatchObject({ code: 'plugin.bad-message' });
    await expect(here.call('$put', {}, { body: sources[1], signal: AbortSignal.abort(new Error('no')) })).rejects.toThrow('no');
    expect(here.open).toEqual(NOTHING_OPEN);
    here.dispose();
    await expect(here.call('$put', {}, { body: sources[2] })).rejects.toMatchObject({ code: 'plugin.host-gone' });
    await Promise.all(sources.map(source => source.givenBack));
  });

  it.each(['cancelled', 'closed'])('that is answered after the call was %s is given back', async how => {
    const source = observedSource();
    const answered = Promise.withResolvers<void>();
    const { here, there } = converse({ $get: async () => {
      await answered.promise;
      return { value: { bytes: 0 }, stream: source };
    } });
    const abort = new AbortController();
    const call = here.call('$get', { bytes: 0 }, { signal: abort.signal });
    await here.call('$ping', {});
    if (how === 'closed') there.dispose();
    else abort.abort(new Error('cancelled'));
    await expect(call).rejects.toThrow();
    if (how === 'cancelled') await here.call('$ping', {});
    answered.resolve();
    await source.givenBack;
    expect(source.pulledBytes).toBe(0);
    expect(there.open.streams).toBe(0);
  });

  it('of something other than bytes fails', async () => {
    const { here } = converse();
    const words = async function* () { yield 'text' as unknown as Uint8Array; };
    await expect(here.call('$put', {}, { body: words() })).rejects.toMatchObject({ code: 'plugin.bad-message' });
  });
});

describe('a stream that fails', () => {
  it('as a body fails its call with the very same failure, and the handler with its code', async () => {
    const seen = Promise.withResolvers<unknown>();
    const { here } = converse({ $put: async (_, { body }) => {
      try {
        return await summed(body);
      } catch (failure) {
        seen.resolve(failure);
        return { bytes: 0, sum: 0 };
      }
    } });
    const failure = new CodedError('file.unreadable', 'no', { kind: 'environment', retry: 'later' });
    await expect(here.call('$put', {}, { body: observedSource({ failAt: 2 * MIB, failure }) })).rejects.toBe(failure);
    expect(await seen.promise).toMatchObject({ code: 'file.unreadable' });
  });

  it('as a result fails its reader', async () => {
    const { here } = converse({ $get: () => ({ value: { bytes: 0 }, stream: observedSource({ failAt: MIB, failure: new Error('torn') }) }) });
    const { stream } = await here.call('$get', { bytes: 0 });
    await expect(summed(stream)).rejects.toMatchObject({ code: 'plugin.failed', message: 'torn' });
  });

  it('because its call was cancelled says so to the handler', async () => {
    const seen = Promise.withResolvers<unknown>();
    const { here } = converse({ $put: async (_, { body }) => {
      await summed(body).catch(seen.resolve);
      return { bytes: 0, sum: 0 };
    } });
    const abort = new AbortController();
    const source = observedSource({ stickAt: MIB });
    const call = here.call('$put', {}, { body: source, signal: abort.signal });
    await settled(here);
    abort.abort(new Error('never mind'));
    await expect(call).rejects.toThrow('never mind');
    expect(await seen.promise).toMatchObject({ name: 'AbortError' });
    await source.givenBack;
  });

  it('because the caller\'s signal was aborted after the answer fails with its reason', async () => {
    const source = observedSource();
    const { here } = converse({ $get: () => ({ value: { bytes: 0 }, stream: source }) });
    const abort = new AbortController();
    const { stream } = await here.call('$get', { bytes: 0 }, { signal: abort.signal });
    const reading = summed(stream);
    await settled(here);
    abort.abort(new Error('too slow'));
    await expect(reading).rejects.toThrow('too slow');
    await source.givenBack;
  });

  it('because the connection ended fails with plugin.host-gone, and sources are given back', async () => {
    const source = observedSource();
    const { here, there } = converse({ $get: () => ({ value: { bytes: 0 }, stream: source }) });
    const body = observedSource({ stickAt: MIB });
    const { stream } = await here.call('$get', { bytes: 0 });
    const reading = summed(stream);
    const putting = here.call('$put', {}, { body });
    await settled(here);
    there.dispose();
    await expect(reading).rejects.toMatchObject({ code: 'plugin.host-gone' });
    await expect(putting).rejects.toMatchObject({ code: 'plugin.host-gone' });
    await Promise.all([source.givenBack, body.givenBack]);
  });
});

describe('streams together', () => {
  it('share the connection: a small one ends while large ones are under way', async () => {
    const { here } = converse();
    const large = await Promise.all([1, 2, 3].map(async () => (await here.call('$get', { bytes: 64 * MIB, piece: MIB })).stream));
    let ended = 0;
    const draining = large.map(async stream => {
      for await (const piece of stream) if (piece.length === 0) break;
      ended += 1;
    });
    expect(await here.call('$put', {}, { body: counting(MIB) })).toMatchObject({ bytes: MIB });
    expect(ended).toBe(0);
    await Promise.all(draining);
  });

  it('can be passed on: one side\'s result is the body of a call to another', async () => {
    const first = converse();
    const second = converse();
    const passOn = async (stream: IncomingStream) => second.here.call('$put', {}, { body: stream });
    const { stream } = await first.here.call('$get', { bytes: 9 * MIB });
    expect(await passOn(stream)).toEqual(await summed(counting(9 * MIB)));
  });
});
