import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PLUGIN_PIPE_FD, SocketTransport } from '../../../src/host/adapters/socket-transport.js';
import { RpcPeer } from '../../../src/host/rpc/index.js';
import { RPC_LIMITS } from '../../../src/wire/plugins/rpc/limits.js';
import { SOURCES_AS_TYPESCRIPT } from '../watch/observed-watch.js';
import { PIPE_METHODS, type PipeMethods } from './rpc-pipe-methods.js';

const PACK = 64 * 1024 * 1024;
const PIECE = 256 * 1024;
let child: ChildProcess;
let peer: RpcPeer<Record<never, never>, PipeMethods>;

beforeEach(async () => {
  // The permission flags that hosts run under; the child needs its own sources and nothing else.
  const flags = ['--permission', `--allow-fs-read=${join(import.meta.dirname, '../../../*')}`, '--import', SOURCES_AS_TYPESCRIPT];
  child = spawn(process.execPath, [...flags, join(import.meta.dirname, 'rpc-pipe-child.ts')], { stdio: ['ignore', 'inherit', 'inherit', 'pipe'] });
  peer = new RpcPeer({ transport: new SocketTransport(child.stdio[PLUGIN_PIPE_FD] as Socket), own: {}, handlers: {}, theirs: PIPE_METHODS });
  await peer.greeted;
});
afterEach(async () => {
  peer.dispose();
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});

/** `bytes` in pieces; `onPull` sees how many were asked for. */
async function* pieces(bytes: number, onPull: (bytes: number) => void = () => {}): AsyncGenerator<Uint8Array> {
  const piece = new Uint8Array(PIECE);
  for (let at = 0; at < bytes; at += piece.length) {
    onPull(at + piece.length);
    yield piece.subarray(0, Math.min(bytes - at, piece.length));
  }
}

async function drained(stream: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0;
  for await (const piece of stream) bytes += piece.length;
  return bytes;
}

describe('over a pipe between two processes', () => {
  it('packs pass in both directions in bounded memory', async () => {
    const pass = async () => {
      expect(await peer.call('$put', {}, { body: pieces(PACK) })).toBe(PACK);
      const { stream } = await peer.call('$get', { bytes: PACK });
      expect(await drained(stream)).toBe(PACK);
    };
    await pass();
    const before = await peer.call('$memory', {});
    for (let round = 0; round < 8; round++) await pass();
    // A process that kept what passed through would hold 1 GiB more; what is measured is garbage that was not collected yet.
    expect(await peer.call('$memory', {}) - before).toBeLessThan(PACK * 2);
    expect(peer.open).toEqual({ made: 0, served: 0, streams: 0 });
  });

  it('a process that stands still holds its sender, and the call fails when it is killed', async () => {
    let pulled = 0;
    const held = Promise.withResolvers<void>();
    const stalled = peer.call('$stall', {}).catch((failure: unknown) => failure);
    const call = peer.call('$put', {}, { body: pieces(PACK, bytes => {
      pulled = bytes;
      if (bytes > RPC_LIMITS.firstCreditBytes) held.resolve();
    }) });
    await held.promise;
    child.kill('SIGKILL');
    await expect(call).rejects.toMatchObject({ code: 'plugin.host-gone' });
    expect(await stalled).toMatchObject({ code: 'plugin.host-gone' });
    expect(await peer.closed).toMatchObject({ code: 'plugin.host-gone' });
    expect(pulled).toBe(RPC_LIMITS.firstCreditBytes + PIECE);
  });

  it('a process that crashes in a call fails that call with plugin.host-gone', async () => {
    await expect(peer.call('$crash', {})).rejects.toMatchObject({ code: 'plugin.host-gone' });
  });

  it('the process sees its end when this side closes, and ends by itself', async () => {
    const exit = once(child, 'exit');
    peer.dispose();
    expect(await exit).toEqual([0, null]);
  });
});
