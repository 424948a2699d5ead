import type { Socket } from 'node:net';
import { openAgentSocket } from '../agent/endpoint-access.js';
import { CodedError } from '../base/coded-error.js';
import { wireErrors } from '../terms/errors/wire-errors.js';
import type { ServerMessage } from '../wire/endpoint-messages.js';
import { FrameDecoder, encodeFrame } from '../wire/frames.js';
import { ENDPOINT_PROTOCOL } from '../wire/protocol-version.js';
import type { VerbName, VerbParams, VerbResults } from '../wire/verbs/verb-table.js';
import type { CallOptions, VerbRunner } from './verb-runner.js';

interface OpenCall {
  readonly onProgress: CallOptions['onProgress'];
  readonly resolve: (value: unknown) => void;
  readonly reject: (failure: unknown) => void;
}

/**
 * Connects to the agent of this user, if one listens at `address`.
 *
 * A connection counts once it was greeted: a process that is about to end may leave connections unanswered, and nothing was asked of it yet.
 *
 * @returns undefined when nobody listens
 * @throws CodedError `wire.foreign-server` when what listens there could belong to somebody else, `wire.disconnected` when it does not answer,
 *   `wire.bad-frame` when it speaks nonsense
 */
export async function connectToAgent(address: string): Promise<VerbRunner | undefined> {
  const socket = await openAgentSocket(address);
  const client = socket && new EndpointClient(socket);
  return await client?.greeted ? client : undefined;
}

/** Every call ends: with its result, its failure, or `wire.disconnected` when the agent goes away first. */
class EndpointClient implements VerbRunner {
  readonly #socket: Socket;
  readonly #decoder = new FrameDecoder();
  readonly #calls = new Map<number, OpenCall>();
  readonly #greeted = Promise.withResolvers<boolean>();
  #nextId = 1;
  #lost: CodedError | undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', data => this.#receive(data));
    socket.on('error', () => undefined); // 'close' follows and tells every caller
    socket.on('close', () => this.#end(disconnected('the agent closed the connection')));
    if (socket.destroyed) this.#end(disconnected('the agent closed the connection'));
    else this.#send({ type: 'hello', protocol: ENDPOINT_PROTOCOL, role: 'cli', program: 'mamori' });
  }

  /** False when the other end went away without a word. @throws CodedError `wire.bad-frame` when it speaks nonsense */
  get greeted(): Promise<boolean> {
    return this.#greeted.promise;
  }

  get isLost(): boolean {
    return this.#lost !== undefined;
  }

  async call<N extends VerbName>(verb: N, params: VerbParams<N>, { signal, onProgress }: CallOptions): Promise<VerbResults[N]> {
    if (this.#lost) throw this.#lost;
    if (signal.aborted) throw CodedError.of(wireErrors, 'wire.cancelled', 'cancelled before it began');
    const id = this.#nextId++;
    const cancel = () => this.#send({ type: 'cancel', id });
    signal.addEventListener('abort', cancel, { once: true });
    try {
      return await new Promise<VerbResults[N]>((resolve, reject) => {
        this.#calls.set(id, { onProgress, resolve: resolve as (value: unknown) => void, reject });
        this.#send({ type: 'call', id, verb, params });
      });
    } finally {
      signal.removeEventListener('abort', cancel);
      this.#calls.delete(id);
    }
  }

  async dispose(): Promise<void> {
    this.#end(disconnected('this side closed the connection'));
    this.#socket.destroySoon();
  }

  #send(message: object): void {
    if (!this.#socket.destroyed) this.#socket.write(encodeFrame(message));
  }

  #receive(data: Buffer): void {
    try {
      for (const message of this.#decoder.push(data)) this.#take(message as ServerMessage);
    } catch (failure) {
      const lost = failure instanceof CodedError ? failure : CodedError.of(wireErrors, 'wire.bad-frame', String(failure), { cause: failure });
      this.#greeted.reject(lost);
      this.#end(lost);
      this.#socket.destroy();
    }
  }

  #take(message: ServerMessage): void {
    if (message.type === 'hello') return this.#greeted.resolve(true);
    const call = this.#calls.get(message.id);
    if (message.type === 'progress') call?.onProgress(message.progress);
    else if (message.type === 'result') call?.resolve(message.value);
    else call?.reject(CodedError.fromWire(message.error));
  }

  #end(failure: CodedError): void {
    this.#lost ??= failure;
    this.#greeted.resolve(false);
    for (const call of this.#calls.values()) call.reject(this.#lost);
    this.#calls.clear();
  }
}

function disconnected(message: string, cause?: unknown): CodedError {
  return CodedError.of(wireErrors, 'wire.disconnected', message, cause === undefined ? {} : { cause });
}
