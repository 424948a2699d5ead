import { chmod } from 'node:fs/promises';
import { createServer, Socket, type Server } from 'node:net';
import { CodedError } from '../../base/coded-error.js';
import type { Disposable } from '../../base/disposable.js';
import type { Logger } from '../../base/logger.js';
import { wireErrors } from '../../terms/errors/wire-errors.js';
import type { PipeEndpoint } from '../ports/shim-library.js';
import { prepareOwnPlace } from './own-place.js';
import { peerMayTalk, type EndpointAccess } from './peer-check.js';

export interface ListenOptions {
  readonly address: string; // src/wire/meeting-place.ts: a socket's path; on Windows the place of a pipe
  readonly access: EndpointAccess;
  readonly logger: Logger;
  /** Of each client, whoever it is; the socket is paused until it is admitted. */
  readonly onClient: (socket: Socket) => void;
}

/**
 * Listens until disposed, which ends when all connections are closed. Clients of other users are cut off before a byte of theirs is read.
 *
 * @throws CodedError `wire.foreign-server` when the place is open to others, `wire.not-listening` when it cannot be used
 */
export async function listenForClients(options: ListenOptions): Promise<Disposable> {
  try {
    return process.platform === 'win32' ? await listenAtPipe(options) : await listenAtSocket(options);
  } catch (cause) {
    if (cause instanceof CodedError && cause.code === 'wire.foreign-server') throw cause;
    const { message, code } = cause as NodeJS.ErrnoException;
    throw CodedError.of(wireErrors, 'wire.not-listening', `cannot listen at ${options.address}: ${message}`, { data: { address: options.address, errno: code ?? '' }, cause });
  }
}

/** The folder keeps others out; who comes in all the same (through a mode that somebody changed) is told by the kernel. */
async function listenAtSocket({ address, access, logger, onClient }: ListenOptions): Promise<Disposable> {
  const server = createServer({ pauseOnConnect: true }, socket => {
    onClient(socket);
    if (peerMayTalk(socket, access, logger)) return void socket.resume();
    logger.warn('a client of another user is cut off', { address });
    socket.destroy();
  });
  try {
    await prepareOwnPlace(address);
    await listen(server, address);
    await chmod(address, 0o600);
  } catch (failure) {
    server.close();
    throw failure;
  }
  server.on('error', failure => logger.error('the endpoint failed', { failure: String(failure) }));
  return { dispose: () => new Promise<void>(resolve => { server.close(() => resolve()); }) };
}

/** The shim's thread lets in this user's clients only and rings; they are fetched here. */
async function listenAtPipe({ address, access, logger, onClient }: ListenOptions): Promise<Disposable> {
  const endpoint = (await access.shim()).openEndpoint(address);
  const open = new Set<Promise<unknown>>();
  const admit = (descriptor: number) => {
    const socket = new Socket({ fd: descriptor, readable: true, writable: true });
    const closed = new Promise<void>(resolve => { socket.once('close', () => resolve()); });
    open.add(closed);
    void closed.then(() => open.delete(closed));
    onClient(socket);
    socket.resume();
  };
  const bell = new Socket({ fd: endpoint.bell(), readable: true, writable: false });
  bell.on('data', () => acceptAll(endpoint, admit, logger));
  bell.on('error', failure => logger.error('the endpoint failed', { failure: String(failure) }));
  return {
    dispose: async () => {
      bell.destroy();
      await endpoint.dispose();
      await Promise.all(open);
    },
  };
}

/** A connection that cannot be taken is lost; the next one may do better. */
function acceptAll(endpoint: PipeEndpoint, admit: (descriptor: number) => void, logger: Logger): void {
  for (;;) {
    try {
      const descriptor = endpoint.accept();
      if (descriptor === undefined) return;
      admit(descriptor);
    } catch (failure) {
      logger.warn('a client could not be served', { failure: String(failure) });
    }
  }
}

function listen(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
