import * as v from 'valibot';
import { CodedError } from '../../base/coded-error.js';
import type { Disposable } from '../../base/disposable.js';
import { silentLogger, type Logger } from '../../base/logger.js';
import { RpcFrameDecoder } from '../../wire/plugins/rpc/frames.js';
import { PLUGIN_PROTOCOL, RpcMessage } from '../../wire/plugins/rpc/messages.js';
import type { MethodTable } from '../../wire/plugins/rpc/method.js';
import { IncomingCalls, type UncheckedHandler } from './incoming-calls.js';
import type { CallArguments, CallResult, Handlers } from './methods.js';
import { OutgoingCalls, type UncheckedOptions } from './outgoing-calls.js';
import { Outlet } from './outlet.js';
import { badMessage, hostGone, protocolMismatch } from './rpc-errors.js';
import { Streams } from './streams.js';
import type { Transport } from './transport.js';
import type { Turns } from './turns.js';

export interface RpcPeerOptions<Own extends MethodTable, Theirs extends MethodTable> {
  readonly transport: Transport;
  /** What this side answers. */
  readonly own: Own;
  readonly handlers: Handlers<Own>;
  /** What this side may call. */
  readonly theirs: Theirs;
  readonly logger?: Logger;
  /** Rations what the other side's calls take of this thread; without it they begin as they come. */
  readonly turns?: Turns | undefined;
}

/**
 * One side of the conversation between the agent and an extension host; both sides are alike.
 *
 * - Whatever arrives is checked: a bad parameter or result fails its call with `plugin.bad-message`; a broken frame or message ends the conversation.
 * - A call may be made at once; it need not wait for the other side's hello.
 * - When the conversation ends, for whatever reason, open calls and streams of both directions end with it: calls and streams fail with
 *   `plugin.host-gone` (`plugin.protocol-mismatch` when that was the reason), handlers are aborted.
 * - Memory: per stream one window, per direction a bounded number of calls; a peer that stops reading is cut off.
 */
export class RpcPeer<Own extends MethodTable, Theirs extends MethodTable> implements Disposable {
  readonly #transport: Transport;
  readonly #logger: Logger;
  readonly #outlet: Outlet;
  readonly #streams: Streams;
  readonly #calls: OutgoingCalls;
  readonly #served: IncomingCalls;
  readonly #decoder = new RpcFrameDecoder();
  readonly #closed = Promise.withResolvers<CodedError>();
  readonly #greeted = Promise.withResolvers<void>();
  #state: 'expecting-hello' | 'open' | 'closed' = 'expecting-hello';

  constructor({ transport, own, handlers, theirs, logger = silentLogger, turns }: RpcPeerOptions<Own, Theirs>) {
    this.#transport = transport;
    this.#logger = logger;
    this.#outlet = new Outlet(transport, unsentBytes => this.#breach(badMessage(`the other side does not read: ${unsentBytes} bytes wait`)));
    this.#streams = new Streams(this.#outlet);
    this.#calls = new OutgoingCalls(this.#outlet, this.#streams, theirs);
    this.#served = new IncomingCalls({
      outlet: this.#outlet, streams: this.#streams, methods: own, handlers: handlers as unknown as Readonly<Record<string, UncheckedHandler>>, logger, turns,
    });
    this.#greeted.promise.catch(() => {}); // not everybody waits for it
    this.#outlet.send({ type: 'hello', protocol: PLUGIN_PROTOCOL });
    transport.start({
      onData: chunk => this.#receive(chunk),
      onDrain: () => this.#outlet.resume(),
      onClose: failure => this.#end(hostGone(failure ? `the connection broke: ${failure.message}` : 'the other side closed the connection', failure)),
    });
  }

  /** Resolves when the conversation has ended, with the reason. */
  get closed(): Promise<CodedError> {
    return this.#closed.promise;
  }

  /** Resolves when the other side has said hello in our protocol; rejects with the reason when the conversation ends first. */
  get greeted(): Promise<void> {
    return this.#greeted.promise;
  }

  /** Calls and streams that are not over, in both directions. */
  get open(): { readonly made: number; readonly served: number; readonly streams: number } {
    return { made: this.#calls.open, served: this.#served.open, streams: this.#streams.open };
  }

  /**
   * Makes a call. Its signal cancels it: the promise rejects at once with the signal's reason, and the other side's handler is told. A call that answers
   * with a stream is over when the stream is; until then the signal breaks the stream.
   *
   * A body is pulled as the other side reads it and given back (`return`) when it is not wanted any more. When a body fails, so does its call, with the
   * same failure.
   *
   * @throws CodedError the other side's failure, `plugin.bad-message`, `plugin.host-gone`, `plugin.protocol-mismatch`, `plugin.too-many-calls`
   */
  call<M extends keyof Theirs & string>(method: M, ...[params, options]: CallArguments<Theirs, M>): Promise<CallResult<Theirs, M>> {
    return this.#calls.call(method, params, (options ?? {}) as UncheckedOptions) as Promise<CallResult<Theirs, M>>;
  }

  /** Ends the conversation; what was sent before still leaves. */
  dispose(): void {
    this.#end(hostGone('this side closed the connection'));
  }

  #receive(chunk: Buffer): void {
    if (this.#state === 'closed') return;
    try {
      this.#decoder.push(chunk, { message: raw => this.#take(raw), data: (stream, bytes) => this.#data(stream, bytes) });
    } catch (failure) {
      this.#breach(failure instanceof CodedError ? failure : badMessage(String(failure), failure));
    }
  }

  #data(stream: number, bytes: Buffer): void {
    if (this.#state === 'closed') return;
    if (this.#state === 'expecting-hello') throw badMessage('data before hello');
    this.#streams.data(stream, bytes);
  }

  #take(raw: unknown): void {
    if (this.#state === 'closed') return;
    const checked = v.safeParse(RpcMessage, raw, { abortEarly: true });
    if (!checked.success) throw badMessage(v.summarize(checked.issues));
    const message = checked.output;
    if ((message.type === 'hello') !== (this.#state === 'expecting-hello')) throw badMessage(`unexpected ${message.type}`);
    switch (message.type) {
      case 'hello': return this.#greet(message.protocol);
      case 'call': return this.#served.take(message);
      case 'cancel': return this.#served.cancel(message);
      case 'result': return this.#calls.result(message);
      case 'failure': return this.#calls.failure(message);
      case 'credit': return this.#streams.credit(message);
      case 'end': return this.#streams.end(message);
      case 'abort': return this.#streams.abort(message);
    }
  }

  #greet(protocol: number): void {
    if (protocol !== PLUGIN_PROTOCOL) return this.#end(protocolMismatch(protocol));
    this.#state = 'open';
    this.#greeted.resolve();
  }

  #breach(failure: CodedError): void {
    if (this.#state === 'closed') return;
    this.#logger.warn('the other side broke the plugin protocol', { failure: failure.message });
    this.#end(failure);
  }

  #end(reason: CodedError): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    const told = reason.code === 'plugin.host-gone' || reason.code === 'plugin.protocol-mismatch' ? reason : hostGone('the conversation was broken off', reason);
    this.#outlet.close();
    this.#served.close();
    this.#streams.close(told);
    this.#calls.close(told);
    this.#transport.close();
    this.#greeted.reject(told);
    this.#closed.resolve(reason);
  }
}
