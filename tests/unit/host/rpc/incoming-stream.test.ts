import { describe, expect, it } from 'vitest';
import { IncomingStream } from '../../../../src/host/rpc/incoming-stream.js';
import { RPC_LIMITS } from '../../../../src/wire/plugins/rpc/limits.js';

const PIECE = 65_536;
const { windowBytes, firstCreditBytes } = RPC_LIMITS;

/** A stream whose sender uses all the credit it gets, at once. */
function greedy() {
  const told = { granted: firstCreditBytes, sent: 0, aborts: 0 };
  const stream = new IncomingStream({ grant: bytes => { told.granted += bytes; }, abort: () => { told.aborts += 1; } });
  const send = () => {
    for (; told.sent < told.granted; told.sent += PIECE) stream.receive(new Uint8Array(PIECE));
  };
  return { stream, reader: stream[Symbol.asyncIterator](), told, send };
}

describe('an incoming stream', () => {
  it('never grants more than the window beyond what was read, and keeps its sender busy', async () => {
    const { reader, told, send } = greedy();
    for (let read = 0; read < 10 * windowBytes;) {
      const pending = reader.next();
      send();
      read += (await pending).value?.length ?? 0;
      expect(told.granted - read).toBeLessThanOrEqual(windowBytes);
      expect(told.granted - read).toBeGreaterThanOrEqual(windowBytes / 2 - PIECE);
    }
  });

  it('grants nothing before it is read, and seldom afterwards', async () => {
    let grants = 0;
    const stream = new IncomingStream({ grant: () => { grants += 1; }, abort: () => {} });
    stream.receive(new Uint8Array(firstCreditBytes));
    expect(grants).toBe(0);
    const reader = stream[Symbol.asyncIterator]();
    await reader.next();
    for (let read = 0; read < windowBytes; read += PIECE) {
      const pending = reader.next();
      stream.receive(new Uint8Array(PIECE));
      await pending;
    }
    expect(grants).toBeLessThanOrEqual(4);
  });

  it('gives what came before the end, then is over', async () => {
    const { stream, reader } = greedy();
    stream.receive(Uint8Array.of(1));
    stream.settle();
    expect(await reader.next()).toMatchObject({ done: false });
    expect(await reader.next()).toMatchObject({ done: true });
  });

  it('drops what came before a failure and tells the failure once', async () => {
    const { stream, reader, told } = greedy();
    const waiting = [reader.next(), reader.next()];
    stream.receive(Uint8Array.of(1));
    await waiting[0];
    stream.settle({ failure: new Error('torn') });
    await expect(waiting[1]).rejects.toThrow('torn');
    expect(await reader.next()).toMatchObject({ done: true });
    const second = greedy();
    second.send();
    second.stream.settle({ failure: new Error('torn') });
    await expect(second.reader.next()).rejects.toThrow('torn');
    stream.cancel();
    expect(told.aborts).toBe(0);
  });

  it('aborts its sender once, and answers readers that wait', async () => {
    const { stream, reader, told } = greedy();
    const waiting = [reader.next(), reader.next()];
    await reader.return?.();
    stream.cancel();
    expect(await Promise.all(waiting)).toMatchObject([{ done: true }, { done: true }]);
    expect(told.aborts).toBe(1);
    stream.receive(new Uint8Array(PIECE));
    expect(await reader.next()).toMatchObject({ done: true });
  });

  it('is read once', () => {
    const { stream } = greedy();
    expect(() => stream[Symbol.asyncIterator]()).toThrow('bug: a stream is read once');
  });
});
