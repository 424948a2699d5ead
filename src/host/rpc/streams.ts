import { CodedError } from '../../base/coded-error.js';
import { RPC_LIMITS } from '../../wire/plugins/rpc/limits.js';
import type { RpcMessageOf } from '../../wire/plugins/rpc/messages.js';
import { IncomingStream } from './incoming-stream.js';
import type { Outlet } from './outlet.js';
import { OutgoingStream } from './outgoing-stream.js';
import { badMessage, cancellation } from './rpc-errors.js';

/** Each open call has at most one stream in each direction. */
const MAX_INCOMING = 2 * (RPC_LIMITS.openCalls + RPC_LIMITS.urgentCalls);

interface Incoming {
  readonly stream: IncomingStream;
  readonly onDone: () => void;
}

/** The streams of one conversation in both directions, by their ids. A message for a stream that cannot have been open throws `plugin.bad-message`. */
export class Streams {
  readonly #outlet: Outlet;
  readonly #outgoing = new Map<number, OutgoingStream>();
  readonly #incoming = new Map<number, Incoming>();
  #nextId = 0;
  #lastIncoming = -1;

  constructor(outlet: Outlet) {
    this.#outlet = outlet;
  }

  get open(): number {
    return this.#outgoing.size + this.#incoming.size;
  }

  /** Makes a stream whose id the next message announces; nothing is sent before `run`. */
  create(onDone: () => void = () => {}): OutgoingStream {
    const id = this.#nextId++;
    const stream = new OutgoingStream(id, this.#outlet, () => {
      this.#outgoing.delete(id);
      onDone();
    });
    this.#outgoing.set(id, stream);
    return stream;
  }

  /** Takes back a stream that was never announced: its id is used up, and the other side knows nothing of it. */
  withdraw({ id }: OutgoingStream): void {
    this.#outgoing.delete(id);
  }

  /** The other side has announced a stream. `onDone`: its last message has come. */
  accept(id: number, onDone: () => void = () => {}): IncomingStream {
    if (id <= this.#lastIncoming) throw badMessage(`stream ${id} was announced before`);
    if (this.#incoming.size >= MAX_INCOMING) throw badMessage('too many streams');
    this.#lastIncoming = id;
    const stream = new IncomingStream({
      grant: bytes => this.#outlet.send({ type: 'credit', stream: id, bytes }),
      abort: () => this.#outlet.send({ type: 'abort', stream: id, from: 'receiver' }),
    });
    this.#incoming.set(id, { stream, onDone });
    return stream;
  }

  data(id: number, bytes: Uint8Array): void {
    this.#received(id).stream.receive(bytes);
  }

  end({ stream }: RpcMessageOf<'end'>): void {
    this.#settle(stream, {});
  }

  abort({ stream, from, error }: RpcMessageOf<'abort'>): void {
    if (from === 'receiver') this.#sent(stream)?.stop();
    else this.#settle(stream, { failure: error ? CodedError.fromWire(error) : cancellation() });
  }

  credit({ stream, bytes }: RpcMessageOf<'credit'>): void {
    this.#sent(stream)?.grant(bytes);
  }

  /** The connection is gone: whoever reads fails with `reason`, whoever sends is stopped. */
  close(reason: CodedError): void {
    for (const stream of [...this.#outgoing.values()]) stream.stop();
    for (const { stream, onDone } of this.#incoming.values()) {
      stream.settle({ failure: reason });
      onDone();
    }
    this.#incoming.clear();
  }

  #settle(id: number, end: { readonly failure?: unknown }): void {
    const { stream, onDone } = this.#received(id);
    this.#incoming.delete(id);
    stream.settle(end);
    onDone();
  }

  #received(id: number): Incoming {
    const incoming = this.#incoming.get(id);
    if (!incoming) throw badMessage(`stream ${id} is not open`);
    return incoming;
  }

  /** Undefined when the stream has ended: the message left before the other side knew. */
  #sent(id: number): OutgoingStream | undefined {
    if (id >= this.#nextId) throw badMessage(`stream ${id} was never opened`);
    return this.#outgoing.get(id);
  }
}
