import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endpointAccess } from '../../../src/agent/endpoint-access.js';
import type { Disposable } from '../../../src/base/disposable.js';
import { silentLogger } from '../../../src/base/logger.js';
import { connectToAgent } from '../../../src/cli/endpoint-client.js';
import type { VerbRunner } from '../../../src/cli/verb-runner.js';
import { serveEndpoint, type Endpoint } from '../../../src/shell/adapters/endpoint-server.js';
import type { VerbHandler } from '../../../src/shell/endpoint/connection.js';
import { encodeFrame } from '../../../src/wire/frames.js';
import { endpointAddress } from '../../../src/wire/meeting-place.js';
import type { Progress } from '../../../src/wire/progress.js';
import { ENDPOINT_PROTOCOL } from '../../../src/wire/protocol-version.js';

const HELLO = encodeFrame({ type: 'hello', protocol: ENDPOINT_PROTOCOL, role: 'cli', program: 'test' });
const access = endpointAccess(silentLogger);
const quietly = { signal: new AbortController().signal, onProgress: () => undefined };

/** A verb that works until it is aborted, and tells when it began and when it ended. */
class LongWork implements VerbHandler {
  readonly began = Promise.withResolvers<void>();
  readonly aborted = Promise.withResolvers<string>();

  call(...[, , { signal }]: Parameters<VerbHandler['call']>): Promise<unknown> {
    this.began.resolve();
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        const reason = signal.reason as Error;
        this.aborted.resolve(reason.message);
        reject(reason);
      });
    });
  }
}

describe.skipIf(process.platform === 'win32')('the endpoint over Unix sockets', () => {
  let runtime: string;
  const owned: Disposable[] = [];
  const addressOf = (home: string) => endpointAddress(home, { platform: process.platform, environment: { XDG_RUNTIME_DIR: runtime }, userHome: '/', userId: process.getuid?.() ?? -1 });

  beforeEach(() => {
    runtime = mkdtempSync(join(tmpdir(), 'mamori-endpoint-'));
  });
  afterEach(async () => {
    for (const each of owned.splice(0).reverse()) await each.dispose();
    rmSync(runtime, { recursive: true });
  });

  async function serve(handler: VerbHandler, address = addressOf('/home')): Promise<Endpoint> {
    const server = await serveEndpoint({ address, access, handler, logger: silentLogger, program: 'test' });
    owned.push(server);
    return server;
  }
  async function client(address = addressOf('/home')): Promise<VerbRunner> {
    const runner = await connectToAgent(address);
    if (!runner) throw new Error('nobody listens');
    owned.push(runner);
    return runner;
  }
  async function rawClient(): Promise<Socket> {
    const socket = connect(addressOf('/home'));
    owned.push({ dispose: () => void socket.destroy() });
    await once(socket, 'connect');
    return socket;
  }

  it('carries calls, progress, results and failures', async () => {
    await serve({
      call: async (verb, params, { onProgress }) => {
        if (verb === 'gc') throw new TypeError('broken');
        onProgress({ step: 'saving', filesDone: 1 });
        onProgress({ step: 'saving', filesDone: 2 });
        return { runs: [], errors: [], params };
      },
    });
    const runner = await client();
    const seen: Progress[] = [];
    const result = await runner.call('backup', { paths: ['/a/\udc80'] }, { ...quietly, onProgress: progress => seen.push(progress) });
    expect(result).toEqual({ runs: [], errors: [], params: { paths: ['/a/\udc80'] } });
    expect(seen.map(({ filesDone }) => filesDone)).toEqual([1, 2]);
    await expect(runner.call('gc', { discardDamaged: false }, quietly)).rejects.toMatchObject({ code: 'wire.bug', message: 'broken' });
    await expect(runner.call('run', { number: 1 as unknown as string }, quietly)).rejects.toMatchObject({ code: 'wire.bad-request' });
  });

  it('answers calls as they finish, not as they were asked', async () => {
    const gate = Promise.withResolvers<void>();
    await serve({ call: async verb => (verb === 'backup' ? (await gate.promise, { slow: true }) : { quick: true }) });
    const runner = await client();
    const slow = runner.call('backup', { paths: [] }, quietly);
    expect(await runner.call('pause', {}, quietly)).toEqual({ quick: true });
    gate.resolve();
    expect(await slow).toEqual({ slow: true });
  });

  it('aborts the work of a call that is cancelled', async () => {
    const work = new LongWork();
    await serve(work);
    const abort = new AbortController();
    const call = (await client()).call('backup', { paths: [] }, { ...quietly, signal: abort.signal });
    await work.began.promise;
    abort.abort();
    await expect(call).rejects.toMatchObject({ code: 'wire.cancelled' });
    expect(await work.aborted.promise).toMatch(/cancelled/);
  });

  it('never begins a call that was cancelled before', async () => {
    await serve({ call: () => Promise.reject(new Error('asked')) });
    await expect((await client()).call('gc', { discardDamaged: false }, { ...quietly, signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'wire.cancelled' });
  });

  it('aborts the work of a client that dies', async () => {
    const work = new LongWork();
    await serve(work);
    const socket = await rawClient();
    socket.write(Buffer.concat([HELLO, encodeFrame({ type: 'call', id: 1, verb: 'backup', params: {} })]));
    await work.began.promise;
    socket.destroy();
    expect(await work.aborted.promise).toMatch(/went away/);
  });

  it('cuts off a client that sends nonsense, and goes on with the others', async () => {
    await serve({ call: async () => ({ paused: true }) });
    const socket = await rawClient();
    socket.resume().write('GET / HTTP/1.1\r\n\r\n');
    await once(socket, 'close');
    expect(await (await client()).call('pause', {}, quietly)).toEqual({ paused: true });
  });

  it('cuts off a client that never reads before it costs much memory', async () => {
    await serve({ call: async () => 'x'.repeat(4_000_000) });
    const socket = await rawClient();
    socket.pause();
    const calls = Array.from({ length: 20 }, (_, id) => encodeFrame({ type: 'call', id, verb: 'status', params: {} }));
    socket.on('error', () => undefined).write(Buffer.concat([HELLO, ...calls]));
    const other = await client();
    await other.call('status', { paths: [] }, quietly);
    socket.resume(); // what the kernel still holds, then the end
    await once(socket, 'close');
    expect(socket.bytesRead).toBeLessThan(20 * 4_000_000);
  });

  it('tells every caller when the agent stops in the middle', async () => {
    const work = new LongWork();
    const server = await serve(work);
    const runner = await client();
    const call = runner.call('backup', { paths: [] }, quietly);
    await work.began.promise;
    const refused = expect(call).rejects.toMatchObject({ code: 'wire.disconnected' });
    await server.dispose();
    await refused;
    expect(await work.aborted.promise).toMatch(/went away/);
    await expect(runner.call('status', { paths: [] }, quietly)).rejects.toMatchObject({ code: 'wire.disconnected' });
  });

  it('delivers a result that was sent just before the agent stops', async () => {
    const stopped = Promise.withResolvers<void>();
    const server: Disposable = await serve({
      call: async () => {
        setImmediate(() => void Promise.resolve(server.dispose()).then(stopped.resolve, stopped.reject));
        return { stopping: true };
      },
    });
    expect(await (await client()).call('stop', {}, quietly)).toEqual({ stopping: true });
    await stopped.promise;
  });

  it('stops within bounds although a client neither reads nor closes', async () => {
    const server = await serve({ call: async () => 'x'.repeat(8_000_000) });
    const socket = await rawClient();
    socket.pause().on('error', () => undefined);
    socket.write(Buffer.concat([HELLO, encodeFrame({ type: 'call', id: 1, verb: 'status', params: {} })]));
    await (await client()).call('status', { paths: [] }, quietly); // by now the first answer waits, too
    await server.dispose();
    expect(existsSync(addressOf('/home'))).toBe(false);
  });

  it('finds nobody where nobody listens', async () => {
    expect(await connectToAgent(addressOf('/home'))).toBeUndefined();
    const server = await serve({ call: async () => ({}) });
    await server.dispose();
    expect(await connectToAgent(addressOf('/home'))).toBeUndefined();
  });

  it('replaces the socket of an agent that died', async () => {
    const address = addressOf('/home');
    mkdirSync(dirname(address), { mode: 0o700 });
    const dead: Server = createServer().listen(join(runtime, 'dead'));
    await once(dead, 'listening');
    writeFileSync(address, ''); // whatever is left there
    dead.close();
    await serve({ call: async () => ({ paused: false }) });
    expect(await (await client()).call('resume', {}, quietly)).toEqual({ paused: false });
  });

  it('is closed to other users', async () => {
    await serve({ call: async () => ({}) });
    expect(statSync(dirname(addressOf('/home'))).mode & 0o777).toBe(0o700);
    expect(statSync(addressOf('/home')).mode & 0o777).toBe(0o600);
  });

  it('is not opened in a folder that others can enter, nor through a link', async () => {
    const folder = dirname(addressOf('/home'));
    mkdirSync(folder);
    chmodSync(folder, 0o750);
    await expect(serve({ call: async () => ({}) })).rejects.toMatchObject({ code: 'wire.foreign-server' });
    rmSync(folder, { recursive: true });
    mkdirSync(join(runtime, 'elsewhere'), { mode: 0o700 });
    symlinkSync(join(runtime, 'elsewhere'), folder);
    await expect(serve({ call: async () => ({}) })).rejects.toMatchObject({ code: 'wire.foreign-server' });
  });

  it('is not trusted by a client once its folder is open to others', async () => {
    await serve({ call: async () => ({}) });
    chmodSync(dirname(addressOf('/home')), 0o755);
    await expect(connectToAgent(addressOf('/home'))).rejects.toMatchObject({ code: 'wire.foreign-server' });
  });

  it.skipIf(process.getuid?.() !== 0)('is neither opened in nor trusted from a folder of somebody else', async () => {
    const address = addressOf('/home');
    await serve({ call: async () => ({}) });
    chownSync(dirname(address), 12_345, 12_345);
    await expect(connectToAgent(address)).rejects.toMatchObject({ code: 'wire.foreign-server' });
    await expect(serve({ call: async () => ({}) })).rejects.toMatchObject({ code: 'wire.foreign-server' });
  });

  it('says so when it cannot listen', async () => {
    const address = join(runtime, 'mamori', 'x'.repeat(120));
    await expect(serve({ call: async () => ({}) }, address)).rejects.toMatchObject({ code: 'wire.not-listening' });
    mkdirSync(addressOf('/other'), { recursive: true });
    chmodSync(dirname(addressOf('/other')), 0o700);
    await expect(serve({ call: async () => ({}) }, addressOf('/other'))).rejects.toMatchObject({ code: 'wire.not-listening' });
  });

  it('keeps two state folders apart', async () => {
    for (const home of ['/a', '/b']) await serve({ call: async () => ({ removed: home }) }, addressOf(home));
    for (const home of ['/a', '/b']) {
      expect(await (await client(addressOf(home))).call('source.remove', { source: 's' }, quietly)).toEqual({ removed: home });
    }
  });

  it('does not let a server that speaks nonsense hang or crash a client', async () => {
    const folder = dirname(addressOf('/home'));
    mkdirSync(folder, { mode: 0o700 });
    const server = createServer(socket => socket.resume().on('error', () => undefined).write(Buffer.from([255, 255, 255, 255])));
    server.listen(addressOf('/home'));
    await once(server, 'listening');
    owned.push({ dispose: () => new Promise<void>(resolve => { server.close(() => resolve()); }) });
    await expect(client()).rejects.toMatchObject({ code: 'wire.bad-frame' });
  });

  it('counts a server that leaves a connection without a word as nobody: nothing was asked of it yet', async () => {
    const folder = dirname(addressOf('/home'));
    mkdirSync(folder, { mode: 0o700 });
    const server = createServer(socket => socket.destroy());
    server.listen(addressOf('/home'));
    await once(server, 'listening');
    owned.push({ dispose: () => new Promise<void>(resolve => { server.close(() => resolve()); }) });
    expect(await connectToAgent(addressOf('/home'))).toBeUndefined();
  });

  it('can be left once nobody is in the middle of something, and serves newcomers until then', async () => {
    const answers = [Promise.withResolvers<unknown>(), Promise.withResolvers<unknown>()] as const;
    let asked = 0;
    const server = await serve({ call: async () => answers[asked++ as 0 | 1].promise });
    expect(server.guests).toBe(0);
    const [first, second] = [await client(), await client()];
    const early = first.call('status', { paths: [] }, quietly);
    let isLeft = false;
    const left = server.drained().then(() => (isLeft = true));
    const late = second.call('status', { paths: [] }, quietly);
    answers[0].resolve('early');
    expect(await early).toBe('early');
    await first.dispose();
    expect(isLeft).toBe(false);
    answers[1].resolve('late');
    expect(await late).toBe('late');
    await second.dispose();
    await left;
    expect(server.guests).toBe(0);
  });
});
