import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SocketTransport } from '../../../src/host/adapters/socket-transport.js';
import type { TransportListener } from '../../../src/host/rpc/index.js';
import { ManualClock } from '../../fakes/manual-clock.js';

let near: Socket;
let far: Socket;

beforeEach(async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  near = connect((server.address() as AddressInfo).port, '127.0.0.1');
  [far] = await accepted;
  await (near.connecting ? once(near, 'connect') : undefined);
  server.close();
});
afterEach(() => {
  near.destroy();
  far.destroy();
});

function listener(told: Partial<TransportListener> = {}): TransportListener {
  return { onData: () => {}, onDrain: () => {}, onClose: () => {}, ...told };
}

describe('a socket transport', () => {
  it('sends what was given to it before it was closed, however much it is', async () => {
    const transport = new SocketTransport(near);
    const received: Buffer[] = [];
    const ended = Promise.withResolvers<void>();
    new SocketTransport(far).start(listener({ onData: chunk => void received.push(chunk), onClose: () => ended.resolve() }));
    transport.start(listener());
    for (let part = 0; part < 8; part++) transport.send([Buffer.alloc(1024 * 1024, part), Buffer.from('.')]);
    expect(transport.unsentBytes).toBeGreaterThan(1024 * 1024);
    transport.close();
    transport.send([Buffer.from('too late')]);
    await ended.promise;
    const all = Buffer.concat(received);
    expect(all).toHaveLength(8 * (1024 * 1024 + 1));
    expect(all.subarray(-3)).toEqual(Buffer.from([7, 7, 0x2e]));
  });

  it('tells that there is room again, and when nothing is left', async () => {
    const transport = new SocketTransport(near);
    const drained = Promise.withResolvers<void>();
    transport.start(listener({ onDrain: () => {
      if (transport.unsentBytes === 0) drained.resolve();
    } }));
    transport.send([Buffer.alloc(16 * 1024 * 1024)]);
    expect(transport.unsentBytes).toBeGreaterThan(0);
    far.resume();
    await drained.promise;
  });

  it('waits a second, no longer, for an other side that does not read', async () => {
    const clock = new ManualClock();
    const transport = new SocketTransport(near, clock);
    const closed = Promise.withResolvers<void>();
    transport.start(listener({ onClose: () => closed.resolve() }));
    transport.send([Buffer.alloc(64 * 1024 * 1024)]);
    transport.close();
    expect(clock.pendingTimers).toBe(1);
    await clock.advance(1000);
    await closed.promise;
    expect(clock.pendingTimers).toBe(0);
  });

  it('tells a broken connection with its failure, once', async () => {
    const closed = Promise.withResolvers<Error | undefined>();
    let times = 0;
    new SocketTransport(near).start(listener({ onClose: failure => {
      times += 1;
      closed.resolve(failure);
    } }));
    far.resetAndDestroy();
    expect(await closed.promise).toMatchObject({ code: 'ECONNRESET' });
    expect(times).toBe(1);
  });

  it('tells an end that came before it was started', async () => {
    far.destroy();
    near.resume();
    await once(near, 'close');
    const closed = Promise.withResolvers<void>();
    new SocketTransport(near).start(listener({ onClose: () => closed.resolve() }));
    await closed.promise;
  });
});
