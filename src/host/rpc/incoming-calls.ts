import * as v from 'valibot';
import type { Logger } from '../../base/logger.js';
import { RPC_LIMITS } from '../../wire/plugins/rpc/limits.js';
import type { RpcMessageOf } from '../../wire/plugins/rpc/messages.js';
import type { MethodDefinition, MethodTable } from '../../wire/plugins/rpc/method.js';
import type { IncomingStream } from './incoming-stream.js';
import type { ByteSource } from './methods.js';
import { unsendable } from './outgoing-calls.js';
import { discard } from './outgoing-stream.js';
import type { Outlet } from './outlet.js';
import { badMessage, badValue, toWireFailure } from './rpc-errors.js';
import type { Streams } from './streams.js';
import type { Turns } from './turns.js';

const MAX_OPEN = RPC_LIMITS.openCalls + RPC_LIMITS.urgentCalls;

export interface UncheckedContext {
  readonly signal: AbortSignal;
  readonly body: IncomingStream | undefined;
}
export type UncheckedHandler = (params: unknown, context: UncheckedContext) => unknown;

/** The calls that the other side has made, until they are answered and the answers' streams are over. */
export class IncomingCalls {
  readonly #outlet: Outlet;
  readonly #streams: Streams;
  readonly #methods: MethodTable;
  readonly #handlers: Readonly<Record<string, UncheckedHandler>>;
  readonly #logger: Logger;
  readonly #turns: Turns | undefined;
  readonly #open = new Map<number, AbortController>();
  #lastId = -1;

  constructor({ outlet, streams, methods, handlers, logger, turns }: {
    readonly outlet: Outlet; readonly streams: Streams; readonly methods: MethodTable; readonly handlers: Readonly<Record<string, UncheckedHandler>>; readonly logger: Logger;
    readonly turns: Turns | undefined;
  }) {
    this.#outlet = outlet;
    this.#streams = streams;
    this.#methods = methods;
    this.#handlers = handlers;
    this.#logger = logger;
    this.#turns = turns;
  }

  get open(): number {
    return this.#open.size;
  }

  /** @throws CodedError `plugin.bad-message` when the message breaks the protocol; whatever goes wrong with the call itself is its answer */
  take(message: RpcMessageOf<'call'>): void {
    if (message.id <= this.#lastId) throw badMessage(`call ${message.id} was made before`);
    if (this.#open.size >= MAX_OPEN) throw badMessage('too many calls');
    this.#lastId = message.id;
    const body = message.body === undefined ? undefined : this.#streams.accept(message.body);
    const abort = new AbortController();
    this.#open.set(message.id, abort);
    void this.#answer(message, body, abort);
  }

  /** @throws CodedError `plugin.bad-message` */
  cancel({ id }: RpcMessageOf<'cancel'>): void {
    if (id > this.#lastId) throw badMessage(`call ${id} was never made`);
    this.#open.get(id)?.abort(new DOMException('cancelled by the caller', 'AbortError'));
  }

  /** The other side is gone: nobody waits for these calls. */
  close(): void {
    for (const call of this.#open.values()) call.abort(new DOMException('the caller went away', 'AbortError'));
    this.#open.clear();
    this.#turns?.close();
  }

  /** Never rejects. */
  async #answer({ id, method, params }: RpcMessageOf<'call'>, body: IncomingStream | undefined, abort: AbortController): Promise<void> {
    let source: ByteSource | undefined;
    try {
      const definition = this.#definition(method, body);
      const turn = this.#turns?.take();
      if (turn) await turn;
      abort.signal.throwIfAborted();
      const begin = (): unknown => this.#handlers[method]?.(checkedParams(definition, method, params), { signal: abort.signal, body });
      const answer = await (this.#turns ? this.#turns.spend(begin) : begin());
      body?.cancel();
      if (!definition.stream) return this.#result(id, method, answer);
      const { value, stream } = answer as { readonly value: unknown; readonly stream: ByteSource };
      source = stream;
      abort.signal.throwIfAborted();
      this.#resultWithStream(id, method, value, stream, abort);
    } catch (failure) {
      body?.cancel();
      if (source) discard(source);
      this.#failure(id, method, failure, abort.signal);
    }
  }

  #definition(method: string, body: IncomingStream | undefined): MethodDefinition {
    const definition = Object.hasOwn(this.#methods, method) ? this.#methods[method] : undefined;
    if (!definition) throw badMessage(`there is no method ${method}`);
    if ((body !== undefined) !== (definition.body ?? false)) throw badMessage(`${method} was called with ${body ? 'a' : 'no'} body`);
    return definition;
  }

  #result(id: number, method: string, value: unknown): void {
    this.#send(method, () => this.#outlet.send({ type: 'result', id, value }));
    this.#open.delete(id);
  }

  /** The call stays open until its stream is over: the caller's cancelling, or leaving the stream, reaches whatever makes the bytes. */
  #resultWithStream(id: number, method: string, value: unknown, source: ByteSource, abort: AbortController): void {
    const stream = this.#streams.create(() => {
      this.#open.delete(id);
      abort.abort(new DOMException('the stream is over', 'AbortError'));
    });
    try {
      this.#send(method, () => this.#outlet.send({ type: 'result', id, value, stream: stream.id }));
    } catch (failure) {
      this.#streams.withdraw(stream);
      throw failure;
    }
    void stream.run(source);
  }

  #send(method: string, send: () => void): void {
    try {
      send();
    } catch (failure) {
      throw unsendable(`the result of ${method}`, failure);
    }
  }

  #failure(id: number, method: string, failure: unknown, signal: AbortSignal): void {
    this.#open.delete(id);
    const error = toWireFailure(failure, signal);
    if (error.code === 'plugin.failed') this.#logger.warn('a call failed', { method, failure: failure instanceof Error ? failure.stack : error.message });
    try {
      this.#outlet.send({ type: 'failure', id, error });
    } catch {
      this.#outlet.send({ type: 'failure', id, error: { ...error, data: {} } });
    }
  }
}

function checkedParams(definition: MethodDefinition, method: string, params: unknown): unknown {
  const checked = v.safeParse(definition.params, params, { abortEarly: true });
  if (!checked.success) throw badValue(`the parameters of ${method}`, checked.issues);
  return checked.output;
}
