import { lstat } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { dirname } from 'node:path';
import { CodedError, type WireError } from '../base/coded-error.js';
import { wireErrors } from '../terms/errors/wire-errors.js';
import { ENDPOINT_PROTOCOL, type ServerMessage } from '../wire/endpoint-messages.js';
import { FrameDecoder, encodeFrame } from '../wire/frames.js';
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
 * undefined when nobody does; `wire.foreign-server` when what listens there could belong to somebody else.
 */
export async function connectToAgent(address: string): Promise<VerbRunner | undefined> {
  if (process.platform !== 'win32' && !(await isOwnPlace(address))) return undefined;
  const socket = await open(address);
  return socket && new EndpointClient(socket);
}

async function isOwnPlace(address: string): Promise<boolean> {
  const folder = await lstat(dirname(address)).catch(() => undefined);
  const endpoint = await lstat(address).catch(() => undefined);
  if (!folder || !endpoint) return false;
  const own = process.getuid?.();
  if (folder.uid !== own || endpoint.uid !== own || (folder.mode & 0o077) !== 0) {
    throw CodedError.of(wireErrors, 'wire.foreign-server', `${address} does not belong to this user`, { data: { address } });
  }
  return true;
}

function open(address: string): Promise<Socket | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect(address);
    socket.once('connect', () => resolve(socket));
    socket.once('error', (failure: NodeJS.ErrnoException) => {
      if (failure.code === 'ENOENT' || failure.code === 'ECONNREFUSED') resolve(undefined);
      else reject(failure);
    });
  });
}

class EndpointClient implements VerbRunner {
  readonly #socket: Socket;
  readonly #decoder = new FrameDecoder();
  readonly #calls = new Map<number, OpenCall>();
  #nextId = 1;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', data => {
      for (const message of this.#decoder.push(data)) this.#take(message as ServerMessage);
    });
    socket.on('error', () => undefined); // 'close' follows and tells every caller
    socket.on('close', () => this.#failAll());
    socket.write(encodeFrame({ type: 'hello', protocol: ENDPOINT_PROTOCOL, role: 'cli', program: 'mamori' }));
  }

  call<N extends VerbName>(verb: N, params: VerbParams<N>, { signal, onProgress }: CallOptions): Promise<VerbResults[N]> {
    const id = this.#nextId++;
    const cancel = () => this.#socket.write(encodeFrame({ type: 'cancel', id }));
    signal.addEventListener('abort', cancel, { once: true });
    return new Promise<VerbResults[N]>((resolve, reject) => {
      this.#calls.set(id, { onProgress, resolve: resolve as (value: unknown) => void, reject });
      this.#socket.write(encodeFrame({ type: 'call', id, verb, params }));
    }).finally(() => signal.removeEventListener('abort', cancel));
  }

  async dispose(): Promise<void> {
    this.#socket.end();
  }

  #take(message: ServerMessage): void {
    if (message.type === 'hello') return;
    const call = this.#calls.get(message.id);
    if (!call) return;
    if (message.type === 'progress') {
      call.onProgress(message.progress);
      return;
    }
    this.#calls.delete(message.id);
    if (message.type === 'result') call.resolve(message.value);
    else call.reject(CodedError.fromWire(message.error as WireError));
  }

  #failAll(): void {
    const failure = CodedError.of(wireErrors, 'wire.disconnected', 'the agent closed the connection');
    for (const call of this.#calls.values()) call.reject(failure);
    this.#calls.clear();
  }
}
