import { getEventListeners, setMaxListeners } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { CodedError } from '../../../../src/base/coded-error.js';
import { conversation, NOTHING_OPEN, testHandlers, type TestPeer } from './support/conversation.js';

let peers: readonly TestPeer[] = [];
function converse(handlers: Parameters<typeof conversation>[0] = {}): { readonly here: TestPeer; readonly there: TestPeer } {
  const pair = conversation(handlers);
  peers = [pair.here, pair.there];
  return pair;
}
afterEach(async () => {
  for (const peer of peers) peer.dispose();
  await Promise.all(peers.map(peer => peer.closed));
  for (const peer of peers) expect(peer.open).toEqual(NOTHING_OPEN);
});

describe('a call', () => {
  it('is answered with the checked result, in both directions at once', async () => {
    const { here, there } = converse();
    expect(await Promise.all([here.call('$echo', { text: 'a' }), there.call('$echo', { text: 'あ', times: 3 })])).toEqual(['a', 'あああ']);
    await here.greeted;
    expect(here.open).toEqual(NOTHING_OPEN);
    expect(there.open).toEqual(NOTHING_OPEN);
  });

  it('fails with the code, kind, advice and data of the handler\'s failure', async () => {
    const { here } = converse();
    await expect(here.call('$fail', { how: 'coded' })).rejects.toMatchObject({ code: 'store.full', kind: 'environment', retry: 'later', data: { bytes: 3 }, message: 'no room' });
  });

  it('fails with plugin.failed and the message when the failure has no code of ours', async () => {
    const { here } = converse();
    await expect(here.call('$fail', { how: 'plain' })).rejects.toMatchObject({ code: 'plugin.failed', message: 'it broke' });
    await expect(here.call('$fail', { how: 'abort' })).rejects.toMatchObject({ code: 'plugin.failed', message: 'gave up' });
  });

  it('fails with plugin.failed when the failure is not one that could cross', async () => {
    const strange = [
      new CodedError('x'.repeat(200), 'its code is too long', { kind: 'expected', retry: 'never' }),
      new CodedError('a.b', 'its data is no plain value', { kind: 'expected', retry: 'never', data: { list: [] as unknown as string } }),
      { toString: () => { throw new Error('no text'); } },
    ];
    const { here } = converse({ $echo: ({ times }) => { throw strange[times]; } });
    for (const times of strange.keys()) await expect(here.call('$echo', { text: '', times })).rejects.toMatchObject({ code: 'plugin.failed' });
    await expect(here.call('$echo', { text: '', times: 9 })).rejects.toMatchObject({ code: 'plugin.failed', message: 'undefined' });
  });

  it('with a bad parameter or a bad result fails alone', async () => {
    const { here } = converse();
    await expect(here.call('$echo', { text: 5 as unknown as string })).rejects.toMatchObject({ code: 'plugin.bad-message' });
    await expect(here.call('$lie', {})).rejects.toMatchObject({ code: 'plugin.bad-message' });
    expect(await here.call('$echo', { text: 'still here' })).toBe('still here');
  });

  it('that cannot be put into JSON, or is too long, fails alone', async () => {
    const { here } = converse({ $echo: ({ text }) => (text === 'long' ? 'x'.repeat(17 * 1024 * 1024) : 1n as unknown as string) });
    await expect(here.call('$echo', { text: 1n as unknown as string })).rejects.toMatchObject({ code: 'plugin.bad-message' });
    await expect(here.call('$echo', { text: 'x'.repeat(17 * 1024 * 1024) })).rejects.toMatchObject({ code: 'plugin.bad-message' });
    await expect(here.call('$echo', { text: 'any' })).rejects.toMatchObject({ code: 'plugin.bad-message' });
    await expect(here.call('$echo', { text: 'long' })).rejects.toMatchObject({ code: 'plugin.bad-message' });
    await here.call('$ping', {});
  });

  it('that is cancelled rejects at once with the signal\'s reason and aborts its handler', async () => {
    const aborted = Promise.withResolvers<void>();
    const { here, there } = converse({
      $wait: (_, { signal }) => new Promise(resolve => {
        signal.addEventListener('abort', () => {
          aborted.resolve();
          resolve('too late');
        });
      }),
    });
    const abort = new AbortController();
    const call = here.call('$wait', {}, { signal: abort.signal });
    await here.call('$ping', {});
    const reason = new Error('changed my mind');
    abort.abort(reason);
    await expect(call).rejects.toBe(reason);
    await aborted.promise;
    await here.call('$ping', {});
    expect(here.open).toEqual(NOTHING_OPEN);
    expect(there.open).toEqual(NOTHING_OPEN);
  });

  it('with a signal that was aborted before is not made', async () => {
    const { here } = converse();
    await expect(here.call('$echo', { text: 'a' }, { signal: AbortSignal.abort('no') })).rejects.toBe('no');
  });

  it('whose signal is aborted in the same turn is not made either', async () => {
    let begun = 0;
    const { here } = converse({ $echo: ({ text }) => {
      begun += 1;
      return text;
    } });
    const abort = new AbortController();
    const call = here.call('$echo', { text: 'a' }, { signal: abort.signal });
    abort.abort(new Error('no'));
    await expect(call).rejects.toThrow('no');
    await here.call('$ping', {});
    expect(begun).toBe(0);
  });

  it('leaves no listener on its signal, however it ends', async () => {
    const { here, there } = converse();
    const { signal } = new AbortController();
    setMaxListeners(0, signal);
    await here.call('$echo', { text: 'a' }, { signal });
    await here.call('$fail', { how: 'coded' }, { signal }).catch(() => {});
    await here.call('$echo', { text: 1n as unknown as string }, { signal }).catch(() => {});
    for await (const piece of (await here.call('$get', { bytes: 10 }, { signal })).stream) expect(piece).toHaveLength(10);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    const left = [
      here.call('$wait', {}, { signal }).catch(() => {}),
      here.call('$get', { bytes: 100_000_000 }, { signal }).catch(() => {}),
      ...Array.from({ length: 300 }, () => here.call('$wait', {}, { signal }).catch(() => {})),
    ];
    await left[1];
    expect(getEventListeners(signal, 'abort').length).toBeGreaterThan(300);
    there.dispose();
    await Promise.all(left);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('waits while too many are open, and an urgent one does not', async () => {
    let begun = 0;
    const release = Promise.withResolvers<string>();
    const { here } = converse({
      $wait: () => {
        begun += 1;
        return release.promise;
      },
    });
    const calls = Array.from({ length: 300 }, () => here.call('$wait', {}));
    const abort = new AbortController();
    const impatient = here.call('$wait', {}, { signal: abort.signal });
    await here.call('$ping', {});
    expect(begun).toBe(256);
    abort.abort(new Error('enough'));
    await expect(impatient).rejects.toThrow('enough');
    expect(here.open.made).toBe(300);
    release.resolve('done');
    expect(await Promise.all(calls)).toHaveLength(300);
    expect(begun).toBe(300);
  });

  it('is refused when thousands wait already', async () => {
    const { here, there } = converse();
    const calls = Promise.allSettled(Array.from({ length: 256 + 4096 }, () => here.call('$wait', {})));
    await expect(here.call('$echo', { text: 'a' })).rejects.toMatchObject({ code: 'plugin.too-many-calls' });
    there.dispose();
    expect(new Set((await calls).map(call => call.status === 'rejected' && (call.reason as { code: string }).code))).toEqual(new Set(['plugin.host-gone']));
  });

  it('fails with plugin.host-gone when the other side goes away, and so do later ones', async () => {
    const aborted = Promise.withResolvers<void>();
    const { here, there } = converse({ $wait: (_, context) => {
      context.signal.addEventListener('abort', () => aborted.resolve());
      return testHandlers.$wait({}, context);
    } });
    const call = here.call('$wait', {});
    await here.call('$ping', {});
    there.dispose();
    await expect(call).rejects.toMatchObject({ code: 'plugin.host-gone' });
    await aborted.promise;
    await expect(here.call('$ping', {})).rejects.toMatchObject({ code: 'plugin.host-gone' });
    expect(await here.closed).toMatchObject({ code: 'plugin.host-gone' });
  });
});
