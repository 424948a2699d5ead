import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { endpointAccess } from '../../../src/agent/endpoint-access.js';
import { silentLogger } from '../../../src/base/logger.js';
import { connectToAgent } from '../../../src/cli/endpoint-client.js';
import type { VerbRunner } from '../../../src/cli/verb-runner.js';
import { serveEndpoint, type Endpoint } from '../../../src/shell/adapters/endpoint-server.js';
import { encodeFrame, FrameDecoder, MAX_FRAME_BYTES } from '../../../src/wire/frames.js';
import { endpointAddress } from '../../../src/wire/meeting-place.js';
import { ENDPOINT_PROTOCOL } from '../../../src/wire/protocol-version.js';
import { ManualClock } from '../../fakes/manual-clock.js';

const quietly = { signal: new AbortController().signal, onProgress: () => undefined };
const hello = (role = 'cli') => encodeFrame({ type: 'hello', protocol: ENDPOINT_PROTOCOL, role, program: 'hostile' });
const MIB = 1024 * 1024;

function headerOf(length: number): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32LE(length);
  return header;
}

describe.skipIf(process.platform === 'win32')('the endpoint among hostile clients', () => {
  let folder: string;
  let address: string;
  let server: Endpoint;
  let good: VerbRunner;
  const sockets: Socket[] = [];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mamori-hostile-'));
    address = endpointAddress(folder, { platform: process.platform, environment: { XDG_RUNTIME_DIR: folder }, userHome: '/', userId: process.getuid?.() ?? -1 });
    const call = async (verb: string) => (verb === 'ls' ? { entries: 'x'.repeat(4 * MIB) } : { paused: true });
    server = await serveEndpoint({ address, access: endpointAccess(silentLogger), handler: { call }, logger: silentLogger, program: 'test' });
    good = await connectToAgent(address) as VerbRunner;
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await good.dispose();
    await server.dispose();
    rmSync(folder, { recursive: true });
  });

  async function hostile(): Promise<Socket> {
    const socket = connect(address).on('error', () => undefined);
    sockets.push(socket);
    await once(socket, 'connect');
    return socket;
  }
  const isServed = async () => expect(await good.call('pause', {}, quietly)).toEqual({ paused: true });
  const isCutOff = async (socket: Socket) => {
    if (!socket.resume().closed) await once(socket, 'close');
  };

  it.each<[string, Buffer]>([
    ['bytes of another protocol', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['a length beyond the limit', headerOf(0xffff_ffff)],
    ['a length just beyond the limit', Buffer.concat([hello(), headerOf(MAX_FRAME_BYTES + 1)])],
    ['a long frame before its hello', headerOf(MIB)],
    ['a frame that is not JSON', Buffer.concat([headerOf(4), Buffer.from('{"a"')])],
    ['an empty frame', headerOf(0)],
    ['a message of no known type', encodeFrame({ type: 'shutdown' })],
    ['a second hello', Buffer.concat([hello(), hello()])],
    ['a role that there is not', hello('root')],
    ['one id for two calls', Buffer.concat([hello(), ...[1, 1].map(id => encodeFrame({ type: 'call', id, verb: 'ls', params: {} }))])],
    ['brackets without end', Buffer.concat([hello(), headerOf(MIB), Buffer.alloc(MIB, '[')])],
  ])('cuts off a client that sends %s, and serves the others', async (_, bytes) => {
    const socket = await hostile();
    socket.write(bytes);
    await isCutOff(socket);
    await isServed();
  });

  it('refuses what a role may not ask, and what there is not, without ending the conversation', async () => {
    const socket = await hostile();
    const asked = ['delete', 'key.list', 'stop', 'export-logs', '__proto__', 'constructor', 'no such verb', 'why'];
    socket.write(Buffer.concat([hello('shell'), ...asked.map((verb, id) => encodeFrame({ type: 'call', id, verb, params: { paths: 7 } }))]));
    const decoder = new FrameDecoder();
    const answers: { type: string; id?: number; error?: { code: string } }[] = [];
    while (answers.length <= asked.length) answers.push(...decoder.push((await once(socket, 'data') as [Buffer])[0]) as typeof answers);
    const codes = new Map(answers.slice(1).map(({ id, error }) => [asked[id as number], error?.code]));
    for (const verb of asked.slice(0, -1)) expect(codes.get(verb), verb).toBe('wire.unknown-verb');
    expect(codes.get('why')).toBe('wire.bad-request');
  });

  it('holds no memory for frames that were announced and never sent', async () => {
    await isServed();
    const before = process.memoryUsage().arrayBuffers;
    for (let client = 0; client < 60; client++) (await hostile()).write(Buffer.concat([hello(), headerOf(MAX_FRAME_BYTES), Buffer.from('{"type":"call","id":1,"verb":"')]));
    await isServed();
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(MAX_FRAME_BYTES);
  });

  it('serves others while one sends byte by byte, one never reads and one is in the middle of a frame', async () => {
    const [slow, deaf, half] = [await hostile(), await hostile(), await hostile()];
    half.write(Buffer.concat([hello(), headerOf(1_000), Buffer.from('{')]));
    deaf.pause().write(Buffer.concat([hello(), ...Array.from({ length: 20 }, (_, id) => encodeFrame({ type: 'call', id, verb: 'ls', params: {} }))]));
    const told = new FrameDecoder();
    const answers: unknown[] = [];
    slow.setNoDelay(true).on('data', data => answers.push(...told.push(data)));
    const bytes = Buffer.concat([hello(), encodeFrame({ type: 'call', id: 1, verb: 'pause', params: {} })]);
    for (const byte of bytes) {
      slow.write(Buffer.of(byte));
      await isServed();
    }
    while (answers.length < 2) await once(slow, 'data');
    expect(answers[1]).toEqual({ type: 'result', id: 1, value: { paused: true } });
    deaf.resume(); // what the kernel still holds, then the end
    await isCutOff(deaf);
    expect(deaf.bytesRead).toBeLessThan(20 * 4 * MIB);
  });

  it('cuts off who does not say hello in time, and nobody else', async () => {
    const clock = new ManualClock();
    const other = address.replace(/\.sock$/, '-timed.sock');
    const timed = await serveEndpoint({ address: other, access: endpointAccess(silentLogger), handler: { call: () => Promise.resolve({ paused: true }) }, logger: silentLogger, program: 'test', clock });
    const [silent, partial] = await Promise.all([other, other].map(async at => {
      const socket = connect(at).on('error', () => undefined);
      sockets.push(socket);
      await once(socket, 'connect');
      return socket;
    })) as [Socket, Socket];
    const greeted = await connectToAgent(other) as VerbRunner;
    partial.write(hello().subarray(0, 10));
    await vi.waitFor(() => expect(clock.pendingTimers).toBeGreaterThanOrEqual(3));
    await clock.advance(9_999);
    expect(await greeted.call('pause', {}, quietly)).toEqual({ paused: true });
    expect([silent.closed, partial.closed]).toEqual([false, false]);
    await clock.advance(1);
    await Promise.all([silent, partial].map(isCutOff));
    expect(await greeted.call('pause', {}, quietly)).toEqual({ paused: true });
    await greeted.dispose();
    await vi.waitFor(() => expect(clock.pendingTimers).toBe(0));
    await timed.dispose();
  });

  it('turns newcomers away past its bound, and takes them again once others have left', async () => {
    const crowd: Socket[] = [];
    for (let client = 0; client < 255; client++) crowd.push(await hostile());
    await isServed();
    const late = await hostile();
    await isCutOff(late);
    await isServed();
    for (const socket of crowd) socket.destroy();
    const welcome = await vi.waitFor(async () => await connectToAgent(address) ?? Promise.reject(new Error('turned away')));
    expect(await welcome.call('pause', {}, quietly)).toEqual({ paused: true });
    await welcome.dispose();
  });
});
