import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RpcPeer } from '../../../../src/host/rpc/index.js';
import { encodeMessage, RpcFrameDecoder } from '../../../../src/wire/plugins/rpc/frames.js';
import { RPC_LIMITS } from '../../../../src/wire/plugins/rpc/limits.js';
import type { RpcMessage } from '../../../../src/wire/plugins/rpc/messages.js';
import { NOTHING_OPEN, testHandlers } from './support/conversation.js';
import { TEST_METHODS } from './support/methods.js';
import { observedSource } from './support/observed-source.js';
import { RawPeer } from './support/raw-peer.js';
import { StuckTransport } from './support/stuck-transport.js';

const error = { code: 'a.b', message: 'm', kind: 'expected', retry: 'never', data: {} };
const bytes = (length: number) => new Uint8Array(length);

describe('a conversation ends, with its calls failed, when the other side', () => {
  it.each<[string, (raw: RawPeer) => void, string?]>([
    ['sends an unknown message', raw => raw.send({ type: 'nonsense' })],
    ['sends something else than an object', raw => raw.send([1, 2, 3])],
    ['says hello twice', raw => raw.greet()],
    ['sends a frame of unknown kind', raw => raw.sendBytes(Uint8Array.of(1, 0, 0, 0, 9, 0)), 'wire.bad-frame'],
    ['sends a frame that is too long', raw => raw.sendBytes(Uint8Array.of(255, 255, 255, 255, 0)), 'wire.bad-frame'],
    ['answers a call that was not made', raw => raw.send({ type: 'result', id: 99 })],
    ['answers a call twice', raw => raw.send({ type: 'failure', id: 0, error }, { type: 'failure', id: 0, error })],
    ['fails without an error', raw => raw.send({ type: 'failure', id: 0 })],
    ['uses a call\'s id again', raw => raw.send({ type: 'call', id: 3, method: '$ping' }, { type: 'call', id: 3, method: '$ping' })],
    ['uses a stream\'s id again', raw => raw.send({ type: 'call', id: 0, method: '$put', params: {}, body: 4 }, { type: 'end', stream: 4 }, { type: 'call', id: 1, method: '$put', params: {}, body: 4 })],
    ['cancels what it never called', raw => raw.send({ type: 'cancel', id: 0 })],
    ['sends data of no stream', raw => raw.sendData(0, bytes(1))],
    ['sends data after the end', raw => raw.send({ type: 'call', id: 0, method: '$put', params: {}, body: 0 }, { type: 'end', stream: 0 }).sendData(0, bytes(1))],
    ['ends a stream twice', raw => raw.send({ type: 'call', id: 0, method: '$put', params: {}, body: 0 }, { type: 'end', stream: 0 }, { type: 'end', stream: 0 })],
    ['sends more than it was granted', raw => {
      raw.send({ type: 'call', id: 0, method: '$wait', params: {}, body: 0 });
      raw.sendData(0, bytes(RPC_LIMITS.firstCreditBytes)).sendData(0, bytes(1));
    }],
    ['grants credit to no stream', raw => raw.send({ type: 'credit', stream: 5, bytes: 1 })],
    ['aborts no stream', raw => raw.send({ type: 'abort', stream: 5, from: 'receiver' })],
    ['makes too many calls', raw => raw.send(...Array.from({ length: RPC_LIMITS.openCalls + RPC_LIMITS.urgentCalls + 1 }, (_, id) => ({ type: 'call', id, method: '$wait', params: {} })))],
    ['leaves too many streams open', raw => raw.send(...Array.from({ length: 600 }, (_, id) => ({ type: 'call', id, method: '$nothing', body: id })))],
    ['sends a method name that is none', raw => raw.send({ type: 'call', id: 0, method: '__proto__' })],
    ['closes', raw => raw.close(), 'plugin.host-gone'],
  ])('%s', async (_, misbehave, code = 'plugin.bad-message') => {
    const raw = new RawPeer().greet();
    await raw.peer.greeted;
    const call = raw.peer.call('$wait', {});
    await raw.next('call');
    misbehave(raw);
    expect(await raw.peer.closed).toMatchObject({ code });
    const failure = await call.catch((thrown: unknown) => thrown);
    expect((failure as { code: string }).code).toMatch(/^(plugin\.host-gone|a\.b)$/);
    expect(raw.peer.open).toEqual(NOTHING_OPEN);
  });

  it('grants more than a window', async () => {
    const raw = new RawPeer().greet();
    const source = observedSource();
    const call = raw.peer.call('$put', {}, { body: source }).catch((thrown: unknown) => thrown);
    const { body } = await raw.next('call') ?? {};
    raw.send({ type: 'credit', stream: body, bytes: RPC_LIMITS.windowBytes + 1 });
    expect(await raw.peer.closed).toMatchObject({ code: 'plugin.bad-message' });
    expect(await call).toMatchObject({ code: 'plugin.host-gone' });
    await source.givenBack;
  });

  it('speaks before it has said hello', async () => {
    const raw = new RawPeer().send({ type: 'call', id: 0, method: '$ping' });
    expect(await raw.peer.closed).toMatchObject({ code: 'plugin.bad-message' });
    await expect(raw.peer.greeted).rejects.toMatchObject({ code: 'plugin.host-gone' });
  });

  it('speaks another protocol, and says so', async () => {
    let begun = 0;
    const raw = new RawPeer({ $ping: () => void (begun += 1) });
    const call = raw.peer.call('$ping', {});
    raw.sendBytes(...[{ type: 'hello', protocol: 2 } as const, { type: 'call', id: 0, method: '$ping', params: {} } as const].map(encodeMessage));
    await expect(call).rejects.toMatchObject({ code: 'plugin.protocol-mismatch', data: { theirs: 2, ours: 1 } });
    await expect(raw.peer.greeted).rejects.toMatchObject({ code: 'plugin.protocol-mismatch' });
    expect(await raw.peer.closed).toMatchObject({ code: 'plugin.protocol-mismatch' });
    expect(await raw.next('hello')).toEqual({ type: 'hello', protocol: 1 });
    expect(begun).toBe(0);
  });
});

describe('a side that does not read', () => {
  it('is cut off before what waits for it fills the memory', async () => {
    const transport = new StuckTransport();
    const peer = new RpcPeer({ transport, own: TEST_METHODS, handlers: testHandlers, theirs: TEST_METHODS });
    const calls = Array.from({ length: 100 }, () => peer.call('$echo', { text: 'x'.repeat(1024 * 1024) }));
    for (const call of await Promise.allSettled(calls)) expect(call).toMatchObject({ status: 'rejected', reason: { code: 'plugin.host-gone' } });
    expect(await peer.closed).toMatchObject({ code: 'plugin.bad-message' });
    expect(transport.unsentBytes).toBeLessThan(66 * 1024 * 1024);
    expect(peer.open).toEqual(NOTHING_OPEN);
  });

  it('is sent little more than a megabyte of streams, whatever it granted', async () => {
    const transport = new StuckTransport();
    const peer = new RpcPeer({ transport, own: TEST_METHODS, handlers: testHandlers, theirs: TEST_METHODS });
    const sources = Array.from({ length: 40 }, () => observedSource());
    const calls = sources.map(body => peer.call('$put', {}, { body }));
    const settled = Promise.allSettled(calls);
    await new Promise(resolve => { setImmediate(resolve); });
    expect(transport.unsentBytes).toBeGreaterThan(1024 * 1024);
    expect(transport.unsentBytes).toBeLessThan(1.5 * 1024 * 1024);
    peer.dispose();
    await settled;
    await Promise.all(sources.map(source => source.givenBack));
    expect(peer.open).toEqual(NOTHING_OPEN);
  });

  it('and reads again after a cancellation gets no bytes behind the stream\'s last message', async () => {
    const transport = new StuckTransport();
    const peer = new RpcPeer({ transport, own: TEST_METHODS, handlers: testHandlers, theirs: TEST_METHODS });
    const abort = new AbortController();
    const settled = Promise.allSettled(Array.from({ length: 40 }, () => peer.call('$put', {}, { body: observedSource(), signal: abort.signal })));
    await new Promise(resolve => { setImmediate(resolve); });
    abort.abort();
    await settled;
    const over = new Set<number>();
    const late: number[] = [];
    new RpcFrameDecoder().push(transport.read(), {
      message: message => {
        if ((message as RpcMessage).type === 'abort') over.add((message as { stream: number }).stream);
      },
      data: stream => {
        if (over.has(stream)) late.push(stream);
      },
    });
    expect([over.size, late]).toEqual([40, []]);
    peer.dispose();
  });
});

describe('a call fails alone when the other side', () => {
  it('asks for a method that is not there, or of another shape', async () => {
    const raw = new RawPeer().greet();
    raw.send({ type: 'call', id: 0, method: '$toString' }, { type: 'call', id: 1, method: '$echo', params: { text: 'a' }, body: 0 }, { type: 'call', id: 2, method: '$put', params: {} });
    for (const id of [0, 1, 2]) expect(await raw.next('failure')).toMatchObject({ id, error: { code: 'plugin.bad-message' } });
    expect(await raw.next('abort')).toMatchObject({ stream: 0, from: 'receiver' });
    raw.send({ type: 'end', stream: 0 }, { type: 'call', id: 3, method: '$ping', params: {} });
    expect(await raw.next('result')).toMatchObject({ id: 3 });
    expect(raw.peer.open).toEqual(NOTHING_OPEN);
  });

  it('answers without the stream it owes, or with one it does not', async () => {
    const raw = new RawPeer().greet();
    const get = raw.peer.call('$get', { bytes: 1 });
    const echo = raw.peer.call('$echo', { text: 'a' });
    await raw.next('call');
    await raw.next('call');
    raw.send({ type: 'result', id: 0, value: { bytes: 1 } }, { type: 'result', id: 1, value: 'a', stream: 0 });
    await expect(get).rejects.toMatchObject({ code: 'plugin.bad-message' });
    await expect(echo).rejects.toMatchObject({ code: 'plugin.bad-message' });
    expect(await raw.next('abort')).toMatchObject({ stream: 0, from: 'receiver' });
    raw.send({ type: 'abort', stream: 0, from: 'sender' }, { type: 'call', id: 0, method: '$ping', params: {} });
    await raw.next('result');
    expect(raw.peer.open).toEqual(NOTHING_OPEN);
  });
});

it('a body is over when its call is answered: the answerer says so first, and the caller does not rely on it', async () => {
  const raw = new RawPeer({ $put: () => ({ bytes: 0, sum: 0 }) }).greet();
  raw.send({ type: 'call', id: 0, method: '$put', params: {}, body: 0 });
  await raw.next('result');
  expect(await raw.next('abort')).toEqual({ type: 'abort', stream: 0, from: 'receiver' });
  raw.send({ type: 'end', stream: 0 });
  const body = observedSource();
  const call = raw.peer.call('$put', {}, { body });
  await raw.next('call');
  raw.send({ type: 'result', id: 0, value: { bytes: 1, sum: 1 } });
  expect(await call).toEqual({ bytes: 1, sum: 1 });
  await body.givenBack;
  expect(await raw.next('abort')).toEqual({ type: 'abort', stream: 0, from: 'sender' });
  expect(raw.peer.open).toEqual(NOTHING_OPEN);
});

describe('what may come late is let pass:', () => {
  it('a cancel, credit and abort for what has just ended, and data for what is not wanted', async () => {
    const raw = new RawPeer().greet();
    raw.send({ type: 'call', id: 0, method: '$get', params: { bytes: 1 } });
    const { stream } = await raw.next('result') ?? {};
    await raw.next('end');
    raw.send({ type: 'cancel', id: 0 }, { type: 'credit', stream, bytes: 5 }, { type: 'abort', stream, from: 'receiver' });
    raw.send({ type: 'call', id: 1, method: '$put', params: { most: 1 }, body: 0 }).sendData(0, bytes(10)).sendData(0, bytes(10));
    await raw.next('result');
    raw.sendData(0, bytes(10)).send({ type: 'end', stream: 0 }, { type: 'call', id: 2, method: '$ping', params: {} });
    expect(await raw.next('result')).toMatchObject({ id: 2 });
    expect(raw.peer.open).toEqual(NOTHING_OPEN);
  });
});

const anyMessage = fc.record({
  type: fc.constantFrom('hello', 'call', 'cancel', 'result', 'failure', 'credit', 'end', 'abort', 'other'),
  id: fc.oneof(fc.nat({ max: 3 }), fc.integer(), fc.string()), method: fc.oneof(fc.constantFrom('$echo', '$put', '$get', '$wait', '$ping', '$x'), fc.string()),
  params: fc.oneof(fc.constant({}), fc.constant({ text: 'a' }), fc.constant({ bytes: 70_000 }), fc.jsonValue()), value: fc.jsonValue(), body: fc.nat({ max: 3 }), stream: fc.nat({ max: 3 }),
  bytes: fc.oneof(fc.nat({ max: 5_000_000 }), fc.jsonValue()), from: fc.constantFrom('sender', 'receiver', 'nobody'), error: fc.oneof(fc.constant(error), fc.jsonValue()), protocol: fc.constantFrom(1, 2),
}, { requiredKeys: ['type'] });
const anyFrame = fc.oneof(
  { weight: 6, arbitrary: anyMessage.map(message => encodeMessage(message as unknown as RpcMessage)) },
  { weight: 2, arbitrary: fc.record({ stream: fc.nat({ max: 3 }), length: fc.integer({ min: 1, max: 300_000 }) }).map(({ stream, length }) => {
    const frame = Buffer.alloc(9 + length);
    frame.writeUInt32LE(4 + length, 0);
    frame.writeUInt8(1, 4);
    frame.writeUInt32LE(stream, 5);
    return frame;
  }) },
  { weight: 1, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 40 }).map(raw => Buffer.from(raw)) },
);

describe('whatever the other side sends', () => {
  it('nothing is thrown, everything ends, and nothing is left', async () => {
    await fc.assert(fc.asyncProperty(fc.array(anyFrame, { maxLength: 30 }), fc.boolean(), fc.nat(), async (frames, greets, cut) => {
      const raw = new RawPeer();
      if (greets) raw.greet();
      const stop = new AbortController();
      const calls = [
        raw.peer.call('$echo', { text: 'a' }), raw.peer.call('$put', {}, { body: observedSource({ piece: 100_000 }) }), raw.peer.call('$wait', {}, { signal: stop.signal }),
        raw.peer.call('$get', { bytes: 5 }).then(async ({ stream }) => { for await (const piece of stream) if (piece.length === 0) break; }),
      ];
      const settled = Promise.allSettled(calls);
      await raw.next('hello');
      const all = Buffer.concat(frames);
      raw.sendBytes(all.subarray(0, all.length === 0 ? 0 : cut % (all.length + 1))).sendBytes(all.subarray(all.length === 0 ? 0 : cut % (all.length + 1)));
      await Promise.race([raw.peer.closed, raw.next('call')]);
      stop.abort();
      raw.close();
      await raw.peer.closed;
      await settled;
      expect(raw.peer.open).toEqual(NOTHING_OPEN);
    }), { numRuns: 300 });
  });
});
