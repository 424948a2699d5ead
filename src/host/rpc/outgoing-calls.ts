import * as v from 'valibot';
import { CodedError } from '../../base/coded-error.js';
import type { RpcMessageOf } from '../../wire/plugins/rpc/messages.js';
import type { MethodDefinition, MethodTable } from '../../wire/plugins/rpc/method.js';
import { CallSlots } from './call-slots.js';
import type { IncomingStream } from './incoming-stream.js';
import type { ByteSource } from './methods.js';
import { discard, type OutgoingStream } from './outgoing-stream.js';
import type { Outlet } from './outlet.js';
import { badMessage, badValue } from './rpc-errors.js';
import type { Streams } from './streams.js';

interface OpenCall {
  readonly method: string;
  readonly definition: MethodDefinition;
  readonly body: OutgoingStream | undefined;
  readonly resolve: (value: unknown) => void;
  readonly reject: (failure: unknown) => void;
  /** Gives the slot back and stops listening to the caller's signal. */
  readonly release: () => void;
  /** What the caller's signal cancels: the call until its answer, then the answer's stream. */
  cancel: (reason: unknown) => void;
  cancelled: boolean;
}

export interface UncheckedOptions {
  readonly signal?: AbortSignal | undefined;
  readonly body?: ByteSource | undefined;
}

/** The calls that this side has made, until the other side has answered them and their streams are over. */
export class OutgoingCalls {
  readonly #outlet: Outlet;
  readonly #streams: Streams;
  readonly #methods: MethodTable;
  readonly #slots = new CallSlots();
  readonly #open = new Map<number, OpenCall>();
  #nextId = 0;
  #lost: CodedError | undefined;

  constructor(outlet: Outlet, streams: Streams, methods: MethodTable) {
    this.#outlet = outlet;
    this.#streams = streams;
    this.#methods = methods;
  }

  get open(): number {
    return this.#open.size + this.#slots.waiting;
  }

  async call(method: string, params: unknown, { signal, body }: UncheckedOptions): Promise<unknown> {
    let begun = false;
    try {
      signal?.throwIfAborted();
      const definition = this.#methods[method];
      if (!definition) throw badMessage(`there is no method ${method}`);
      const release = await this.#slots.take(method, { urgent: definition.urgent ?? false, signal });
      if (this.#lost || signal?.aborted) {
        release();
        throw this.#lost ?? signal?.reason;
      }
      return await new Promise((resolve, reject) => {
        this.#begin({ method, definition, params, signal, body, release, resolve, reject });
        begun = true;
      });
    } finally {
      if (body && !begun) discard(body);
    }
  }

  result({ id, value, stream: streamId }: RpcMessageOf<'result'>): void {
    const call = this.#called(id);
    const stream = streamId === undefined ? undefined : this.#streams.accept(streamId, call.release);
    this.#answered(id, call);
    const failure = call.body?.failure;
    const checked = v.safeParse(call.definition.result, value, { abortEarly: true });
    if (failure) call.reject(failure.cause);
    else if (!checked.success) call.reject(badValue(`the result of ${call.method}`, checked.issues));
    else if ((stream !== undefined) !== (call.definition.stream ?? false)) call.reject(badMessage(`${call.method} answered with ${stream ? 'a' : 'no'} stream`));
    else if (!call.cancelled) return this.#resolve(call, checked.output, stream);
    if (stream) stream.cancel();
    else call.release();
  }

  failure({ id, error }: RpcMessageOf<'failure'>): void {
    const call = this.#called(id);
    this.#answered(id, call);
    call.reject(call.body?.failure ? call.body.failure.cause : CodedError.fromWire(error));
    call.release();
  }

  close(reason: CodedError): void {
    this.#lost = reason;
    for (const call of this.#open.values()) {
      call.reject(reason);
      call.release();
    }
    this.#open.clear();
    this.#slots.close();
  }

  #begin({ method, definition, params, signal, body: source, release, resolve, reject }: {
    readonly method: string; readonly definition: MethodDefinition; readonly params: unknown; readonly signal: AbortSignal | undefined; readonly body: ByteSource | undefined;
    readonly release: () => void; readonly resolve: (value: unknown) => void; readonly reject: (failure: unknown) => void;
  }): void {
    const id = this.#nextId++;
    const body = source && this.#streams.create();
    const onAbort = () => call.cancel(signal?.reason);
    const call: OpenCall = {
      method, definition, body, resolve, reject, cancelled: false,
      release: () => {
        signal?.removeEventListener('abort', onAbort);
        release();
      },
      cancel: reason => {
        call.cancelled = true;
        this.#outlet.send({ type: 'cancel', id });
        body?.stop();
        reject(reason);
      },
    };
    this.#open.set(id, call);
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      this.#outlet.send({ type: 'call', id, method, params, ...(body && { body: body.id }) });
    } catch (failure) {
      this.#open.delete(id);
      call.release();
      if (body) this.#streams.withdraw(body);
      throw unsendable(`the parameters of ${method}`, failure);
    }
    if (body && source) void body.run(source);
  }

  #called(id: number): OpenCall {
    const call = this.#open.get(id);
    if (!call) throw badMessage(`call ${id} is not open`);
    return call;
  }

  #answered(id: number, call: OpenCall): void {
    this.#open.delete(id);
    call.body?.stop();
  }

  #resolve(call: OpenCall, value: unknown, stream: IncomingStream | undefined): void {
    if (!stream) {
      call.release();
      return call.resolve(value);
    }
    call.cancel = reason => stream.breakOff(reason);
    call.resolve({ value, stream });
  }
}

/** Why a message of ours could not be made: it is too long, or no JSON. */
export function unsendable(what: string, failure: unknown): CodedError {
  return badMessage(`${what} cannot be sent: ${String(failure)}`, failure);
}
