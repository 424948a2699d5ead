import { crc32 } from 'node:zlib';
import { CodedError } from '../../../../../src/base/coded-error.js';
import { inProcessTransports, RpcPeer, type Handlers, type Transport } from '../../../../../src/host/rpc/index.js';
import { TEST_METHODS, type TestMethods } from './methods.js';

export type TestPeer = RpcPeer<TestMethods, TestMethods>;

/** How many bytes came and their CRC-32, which sees bytes that are lost, doubled or out of place. */
export async function summed(source: AsyncIterable<Uint8Array>, most = Number.POSITIVE_INFINITY): Promise<{ bytes: number; sum: number }> {
  let bytes = 0;
  let sum = 0;
  for await (const piece of source) {
    sum = crc32(piece, sum);
    bytes += piece.length;
    if (bytes >= most) break;
  }
  return { bytes, sum };
}

const PERIOD = 251; // prime, so that no piece looks like its neighbour

/** Bytes that count up, in pieces of the given size. */
export async function* counting(bytes: number, piece = 65_536): AsyncGenerator<Uint8Array> {
  const pattern = Buffer.alloc(piece + PERIOD, Buffer.from(Array.from({ length: PERIOD }, (_, index) => index)));
  for (let at = 0; at < bytes; at += piece) yield pattern.subarray(at % PERIOD, (at % PERIOD) + Math.min(piece, bytes - at));
}

export const testHandlers: Handlers<TestMethods> = {
  $echo: ({ text, times }) => text.repeat(times),
  $fail: ({ how }) => {
    if (how === 'coded') throw new CodedError('store.full', 'no room', { kind: 'environment', retry: 'later', data: { bytes: 3 } });
    throw how === 'plain' ? new Error('it broke') : new DOMException('gave up', 'AbortError');
  },
  $wait: (_, { signal }) => new Promise((_resolve, reject) => { signal.addEventListener('abort', () => reject(signal.reason)); }),
  $lie: () => 7 as unknown as string,
  $ping: () => undefined,
  $put: async ({ most }, { body }) => summed(body, most),
  $get: ({ bytes, piece }) => ({ value: { bytes }, stream: counting(bytes, piece) }),
};

/** Two peers that talk to each other in this process, with everything serialised; `between` stands in the way of what each of them receives. */
export function conversation(handlers: Partial<Handlers<TestMethods>> = {}, between = (transport: Transport) => transport): { readonly here: TestPeer; readonly there: TestPeer } {
  const [a, b] = inProcessTransports();
  const peer = (transport: Transport, own: Handlers<TestMethods>) => new RpcPeer({ transport: between(transport), own: TEST_METHODS, handlers: own, theirs: TEST_METHODS });
  return { here: peer(a, testHandlers), there: peer(b, { ...testHandlers, ...handlers }) };
}

export const NOTHING_OPEN = { made: 0, served: 0, streams: 0 };
