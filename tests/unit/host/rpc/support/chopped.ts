import type { Transport } from '../../../../../src/host/rpc/index.js';

/** A transport whose bytes arrive in other pieces than they were sent in: each is cut into parts of the given sizes, in turn. */
export function chopped(transport: Transport, sizes: readonly number[]): Transport {
  let turn = 0;
  return {
    get unsentBytes() {
      return transport.unsentBytes;
    },
    send: parts => transport.send(parts),
    close: () => transport.close(),
    start: listener => transport.start({
      onDrain: () => listener.onDrain(),
      onClose: failure => listener.onClose(failure),
      onData(chunk) {
        for (let at = 0; at < chunk.length;) {
          const end = at + (sizes[turn++ % sizes.length] ?? chunk.length);
          listener.onData(chunk.subarray(at, end));
          at = end;
        }
      },
    }),
  };
}
