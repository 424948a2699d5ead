import * as v from 'valibot';
import { CodedError } from '../../base/coded-error.js';
import type { Logger } from '../../base/logger.js';
import { wireErrors } from '../../terms/errors/wire-errors.js';
import { ClientMessage, type Role, type ServerMessage } from '../../wire/endpoint-messages.js';
import { FrameDecoder, encodeFrame } from '../../wire/frames.js';
import type { Progress } from '../../wire/progress.js';
import { ENDPOINT_PROTOCOL } from '../../wire/protocol-version.js';
import { roleMayCall } from '../../wire/verbs/verb-roles.js';
import { VERB_PARAMS, type VerbName } from '../../wire/verbs/verb-table.js';

/** Carries out verbs; the agent's side of the endpoint. */
export interface VerbHandler {
  call(verb: VerbName, params: unknown, context: VerbContext): Promise<unknown>;
}

export interface VerbContext {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** What the call is made for, when that must happen once although a process may die in between: called again for the same, it goes on with what it began. Never of a client. */
  readonly action?: string | undefined;
}

/** What a connection needs of a socket. `send` may buffer, which `congested` tells; `close` ends the connection. */
export interface Wire {
  readonly congested: boolean;
  send(frame: Buffer): void;
  close(): void;
}

/** A hello is a hundred bytes; nothing else may come first. */
const MAX_HELLO_BYTES = 1_024;
/** More calls than this at once on one connection is no client of ours. */
const MAX_OPEN_CALLS = 64;

/**
 * One client's conversation with the agent, without any I/O of its own.
 *
 * - Bytes come in through `receive`, which never throws. A message that breaks the protocol closes the connection; a bad parameter only
 *   fails its call.
 * - Calls run concurrently. When the client goes away (`end`), its calls are aborted: whoever asks for work waits for it.
 * - A client that reads slowly misses progress, never a result.
 * - `stop` is carried out for a client of any protocol version, so that an old agent can always make room for a new one.
 */
export class EndpointConnection {
  readonly #wire: Wire;
  readonly #handler: VerbHandler;
  readonly #logger: Logger;
  readonly #identity: { readonly program: string; readonly pid: number };
  readonly #decoder = new FrameDecoder(MAX_HELLO_BYTES);
  readonly #calls = new Map<number, AbortController>();
  #client: { readonly role: Role; readonly protocol: number } | undefined;
  #ended = false;

  constructor(wire: Wire, handler: VerbHandler, logger: Logger, identity: { readonly program: string; readonly pid: number }) {
    this.#wire = wire;
    this.#handler = handler;
    this.#logger = logger;
    this.#identity = identity;
  }

  get openCalls(): number {
    return this.#calls.size;
  }

  /** undefined before its hello. */
  get role(): Role | undefined {
    return this.#client?.role;
  }

  receive(data: Buffer): void {
    if (this.#ended) return;
    try {
      for (const raw of this.#decoder.push(data)) this.#take(v.parse(ClientMessage, raw, { abortEarly: true }));
    } catch (failure) {
      this.#logger.warn('a client broke the protocol', { failure: String(failure) });
      this.end();
      this.#wire.close();
    }
  }

  /** The client is gone: its calls are aborted and nothing more is sent. */
  end(): void {
    this.#ended = true;
    for (const call of this.#calls.values()) call.abort(new DOMException('the client went away', 'AbortError'));
    this.#calls.clear();
  }

  #take(message: ClientMessage): void {
    switch (message.type) {
      case 'hello':
        if (this.#client) throw badRequest('a second hello');
        this.#client = { role: message.role, protocol: message.protocol };
        this.#send({ type: 'hello', protocol: ENDPOINT_PROTOCOL, ...this.#identity });
        return;
      case 'cancel':
        this.#calls.get(message.id)?.abort(new DOMException('cancelled by the client', 'AbortError'));
        return;
      case 'call':
        if (this.#calls.has(message.id)) throw badRequest(`call ${message.id} is still open`);
        void this.#call(message.id, message.verb, message.params);
    }
  }

  /** Never rejects: whatever goes wrong is the call's failure. */
  async #call(id: number, verb: string, params: unknown): Promise<void> {
    const abort = new AbortController();
    try {
      if (this.#calls.size >= MAX_OPEN_CALLS) throw badRequest('too many calls');
      this.#calls.set(id, abort);
      const checked = this.#check(verb, params);
      const value = await this.#handler.call(checked.verb, checked.params, {
        signal: abort.signal,
        onProgress: progress => {
          if (this.#calls.get(id) === abort && !this.#wire.congested) this.#send({ type: 'progress', id, progress });
        },
      });
      this.#send({ type: 'result', id, value });
    } catch (failure) {
      const coded = toCoded(failure, abort.signal);
      if (coded.kind === 'bug') this.#logger.error('a call failed unexpectedly', { verb, failure: failure instanceof Error ? failure.stack : String(failure) });
      this.#sendFailure(id, coded);
    } finally {
      if (this.#calls.get(id) === abort) this.#calls.delete(id);
    }
  }

  #check(verb: string, params: unknown): { verb: VerbName; params: unknown } {
    if (!Object.hasOwn(VERB_PARAMS, verb) || !this.#mayCall(verb as VerbName)) {
      throw CodedError.of(wireErrors, 'wire.unknown-verb', `no verb ${verb} for ${this.#client?.role ?? 'a stranger'} in protocol ${ENDPOINT_PROTOCOL}`);
    }
    const parsed = v.safeParse(VERB_PARAMS[verb as VerbName] as v.GenericSchema, params, { abortEarly: true });
    if (!parsed.success) throw badRequest(shortened(v.summarize(parsed.issues)));
    return { verb: verb as VerbName, params: parsed.output };
  }

  #mayCall(verb: VerbName): boolean {
    return this.#client !== undefined && roleMayCall(this.#client.role, verb) && (this.#client.protocol === ENDPOINT_PROTOCOL || verb === 'stop');
  }

  #send(message: ServerMessage): void {
    if (!this.#ended) this.#wire.send(encodeFrame(message));
  }

  #sendFailure(id: number, failure: CodedError): void {
    const { code, kind, retry, message, data } = failure.toWire();
    try {
      this.#send({ type: 'failure', id, error: { code, kind, retry, message: shortened(message), data } });
    } catch {
      this.#send({ type: 'failure', id, error: { code, kind, retry, message: 'the failure cannot be told', data: {} } });
    }
  }
}

/** A message repeats what a client sent, so its length is the client's choice. */
function shortened(text: string): string {
  return text.length > 1000 ? `${text.slice(0, 1000)}…` : text;
}

function badRequest(detail: string): CodedError {
  return CodedError.of(wireErrors, 'wire.bad-request', detail, { data: { detail } });
}

function toCoded(failure: unknown, signal: AbortSignal): CodedError {
  if (failure instanceof CodedError) return failure;
  if (signal.aborted) return CodedError.of(wireErrors, 'wire.cancelled', 'cancelled');
  return CodedError.of(wireErrors, 'wire.bug', failure instanceof Error ? failure.message : String(failure), { cause: failure });
}
