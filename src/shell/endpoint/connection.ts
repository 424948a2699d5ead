import * as v from 'valibot';
import { CodedError } from '../../base/coded-error.js';
import type { Logger } from '../../base/logger.js';
import { wireErrors } from '../../terms/errors/wire-errors.js';
import { ClientMessage, ENDPOINT_PROTOCOL, type ServerMessage } from '../../wire/endpoint-messages.js';
import { FrameDecoder, encodeFrame } from '../../wire/frames.js';
import type { Progress } from '../../wire/progress.js';
import { VERB_PARAMS, type VerbName } from '../../wire/verbs/verb-table.js';

/** Carries out verbs; the agent's side of the endpoint. */
export interface VerbHandler {
  call(verb: VerbName, params: unknown, context: VerbContext): Promise<unknown>;
}

export interface VerbContext {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** What a connection needs of a socket. `send` may buffer; `close` ends the connection. */
export interface Wire {
  send(frame: Buffer): void;
  close(): void;
}

/** More calls than this at once on one connection is no client of ours. */
const MAX_OPEN_CALLS = 64;

/**
 * One client's conversation with the agent, without any I/O of its own.
 *
 * Bytes come in through `receive`. A message that breaks the protocol closes the connection; a bad parameter only fails its call. When the client
 * goes away (`end`), its calls are aborted: whoever asks for work waits for it. Calls run concurrently.
 */
export class EndpointConnection {
  readonly #wire: Wire;
  readonly #handler: VerbHandler;
  readonly #logger: Logger;
  readonly #identity: { readonly program: string; readonly pid: number };
  readonly #decoder = new FrameDecoder();
  readonly #calls = new Map<number, AbortController>();
  #greeted = false;

  constructor(wire: Wire, handler: VerbHandler, logger: Logger, identity: { readonly program: string; readonly pid: number }) {
    this.#wire = wire;
    this.#handler = handler;
    this.#logger = logger;
    this.#identity = identity;
  }

  receive(data: Buffer): void {
    try {
      for (const raw of this.#decoder.push(data)) this.#take(v.parse(ClientMessage, raw));
    } catch (failure) {
      this.#logger.warn('a client broke the protocol', { failure: String(failure) });
      this.end();
      this.#wire.close();
    }
  }

  end(): void {
    for (const call of this.#calls.values()) call.abort(new DOMException('the client went away', 'AbortError'));
    this.#calls.clear();
  }

  #take(message: ClientMessage): void {
    switch (message.type) {
      case 'hello':
        this.#greeted = message.protocol === ENDPOINT_PROTOCOL;
        this.#send({ type: 'hello', protocol: ENDPOINT_PROTOCOL, ...this.#identity });
        return;
      case 'cancel':
        this.#calls.get(message.id)?.abort(new DOMException('cancelled by the client', 'AbortError'));
        return;
      case 'call':
        void this.#call(message.id, message.verb, message.params);
    }
  }

  async #call(id: number, verb: string, params: unknown): Promise<void> {
    const abort = new AbortController();
    try {
      if (this.#calls.has(id) || this.#calls.size >= MAX_OPEN_CALLS) throw badRequest('too many calls');
      this.#calls.set(id, abort);
      const checked = this.#check(verb, params);
      const value = await this.#handler.call(checked.verb, checked.params, {
        signal: abort.signal,
        onProgress: progress => this.#send({ type: 'progress', id, progress }),
      });
      this.#send({ type: 'result', id, value });
    } catch (failure) {
      this.#send({ type: 'failure', id, error: toCoded(failure, abort.signal).toWire() });
    } finally {
      if (this.#calls.get(id) === abort) this.#calls.delete(id);
    }
  }

  #check(verb: string, params: unknown): { verb: VerbName; params: unknown } {
    if (!this.#greeted || !Object.hasOwn(VERB_PARAMS, verb)) {
      throw CodedError.of(wireErrors, 'wire.unknown-verb', `no verb ${verb} in protocol ${ENDPOINT_PROTOCOL}`);
    }
    const parsed = v.safeParse(VERB_PARAMS[verb as VerbName] as v.GenericSchema, params);
    if (!parsed.success) throw badRequest(v.summarize(parsed.issues));
    return { verb: verb as VerbName, params: parsed.output };
  }

  #send(message: ServerMessage): void {
    this.#wire.send(encodeFrame(message));
  }
}

function badRequest(detail: string): CodedError {
  return CodedError.of(wireErrors, 'wire.bad-request', detail, { data: { detail } });
}

function toCoded(failure: unknown, signal: AbortSignal): CodedError {
  if (failure instanceof CodedError) return failure;
  if (signal.aborted) return CodedError.of(wireErrors, 'wire.cancelled', 'cancelled');
  return CodedError.of(wireErrors, 'wire.bug', failure instanceof Error ? failure.message : String(failure), { cause: failure });
}
