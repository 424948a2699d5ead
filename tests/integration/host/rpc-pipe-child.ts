/* The other end of a pipe: answers the methods of the test until the pipe closes. */
import { inheritedTransport } from '../../../src/host/adapters/socket-transport.js';
import { RpcPeer, type Handlers } from '../../../src/host/rpc/index.js';
import { PIPE_METHODS, type PipeMethods } from './rpc-pipe-methods.js';

const handlers: Handlers<PipeMethods> = {
  $ping: () => undefined,
  $memory: () => process.resourceUsage().maxRSS * 1024,
  $crash: () => process.exit(3),
  $stall: () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0) as unknown as undefined,
  $put: async (_, { body }) => {
    let bytes = 0;
    for await (const piece of body) bytes += piece.length;
    return bytes;
  },
  $get: ({ bytes }) => ({ value: undefined, stream: zeroes(bytes) }),
};

async function* zeroes(bytes: number): AsyncGenerator<Uint8Array> {
  const piece = new Uint8Array(256 * 1024);
  for (let left = bytes; left > 0; left -= piece.length) yield piece.subarray(0, Math.min(left, piece.length));
}

const peer = new RpcPeer({ transport: inheritedTransport(), own: PIPE_METHODS, handlers, theirs: {} });
await peer.closed;
