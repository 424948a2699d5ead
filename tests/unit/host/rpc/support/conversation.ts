import { CodedError } from '../../../../../src/base/coded-error.js';
import { inProcessTransports, RpcPeer, type Handlers } from '../../../../../src/host/rpc/index.js';
import { TEST_METHODS, type TestMethods } from './methods.js';

export type TestPeer = RpcPeer<TestMethods, TestMethods>;

/** The sum of bytes: order-independent, but enough with the count beside it to see lost and doubled bytes. */
export async function summed(source: AsyncIterable<Uint8Array>, most = Number.POSITIVE_INFINITY): Promise<{ bytes: number; sum: number }> {
  let bytes = 0;
  let sum = 0;
  for await (const piece of source) {
    for (const byte of piece) sum += byte;
    bytes += piece.length;
    if (bytes >= most) break;
  }
  return { bytes, sum };
}

/** Bytes that count up, in pieces of the given size. */
export async function* counting(bytes: number, piece = 65_536): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes; at += piece) yield Uint8Array.from({ length: Math.min(piece, bytes - at) }, (_, index) => (at + index) & 0xff);
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
  $both: (_, { body }) => ({ value: undefined, stream: body }),
};

/** Two peers that talk to each other in this process, with everything serialised. */
export function conversation(handlers: Partial<Handlers<TestMethods>> = {}): { readonly here: TestPeer; readonly there: TestPeer } {
  const [a, b] = inProcessTransports();
  const peer = (transport: typeof a, own: Handlers<TestMethods>) => new RpcPeer({ transport, own: TEST_METHODS, handlers: own, theirs: TEST_METHODS });
  return { here: peer(a, testHandlers), there: peer(b, { ...testHandlers, ...handlers }) };
}

export const NOTHING_OPEN = { made: 0, served: 0, streams: 0 };
