import type { Socket } from 'node:net';
import { systemClock, type Clock } from '../../base/clock.js';
import type { Disposable } from '../../base/disposable.js';
import type { Logger } from '../../base/logger.js';
import { EndpointConnection, type VerbHandler } from '../endpoint/connection.js';
import { Guests } from '../endpoint/guests.js';
import { listenForClients } from './listen-for-clients.js';
import type { EndpointAccess } from './peer-check.js';

export interface EndpointServerOptions {
  readonly address: string;
  readonly access: EndpointAccess;
  readonly handler: VerbHandler;
  readonly logger: Logger;
  readonly program: string;
  readonly clock?: Clock;
}

/** A client that does not read loses its connection before it costs more memory than this. */
const MAX_UNSENT_BYTES = 32 * 1024 * 1024;
/** Progress is held back while this much waits to be read. */
const CONGESTED_BYTES = 256 * 1024;
/** File managers, trays and command lines of one user together; each may cost what is above. */
const MAX_CLIENTS = 256;
/** Every client says hello at once; whoever does not would only take the place of another. */
const GREETED_WITHIN_MS = 10_000;
/** How long `dispose` waits for clients to take their last results. */
const LAST_WORDS_MS = 1000;

export interface Endpoint extends Disposable {
  /** Clients that are in the middle of something. */
  readonly guests: number;
  /**
   * Resolves at a moment at which no client is in the middle of something; `dispose`, called at once, then cuts nobody off. New clients are served meanwhile: turned away, they would wait as
   * long as the longest call.
   */
  drained(): Promise<void>;
}

/**
 * Listens for clients of the same user until disposed.
 *
 * On Linux the socket lies in a folder of mode 0700 that must belong to this user, and the kernel is asked who each client is. On Windows the shim makes a pipe that only this user's
 * processes on this machine can open. The caller holds the lock of the state folder, so whatever is already there was left by a dead agent and is replaced.
 *
 * `dispose` closes every connection within LAST_WORDS_MS, whatever the clients do; their open calls are aborted.
 *
 * @throws CodedError `wire.foreign-server` when the folder is open to others, `wire.not-listening` when the address cannot be used
 */
export async function serveEndpoint({ address, access, handler, logger, program, clock = systemClock }: EndpointServerOptions): Promise<Endpoint> {
  const sockets = new Set<Socket>();
  const guests = new Guests(clock);
  const onClient = (socket: Socket) => {
    if (sockets.size >= MAX_CLIENTS) {
      logger.warn('a client is turned away: there are too many', { clients: sockets.size });
      return void socket.destroy();
    }
    sockets.add(socket);
    const connection = new EndpointConnection(wireOf(socket, logger, () => guests.heard(connection)), handler, logger, { program, pid: process.pid });
    socket.on('data', data => {
      connection.receive(data);
      guests.heard(connection);
    });
    socket.on('error', failure => logger.debug('a client connection failed', { failure: String(failure) }));
    const patience = clock.after(GREETED_WITHIN_MS, () => {
      if (connection.role !== undefined) return;
      logger.warn('a client that does not say hello is cut off', { clients: sockets.size });
      socket.destroy();
    }, { unref: true });
    socket.on('close', () => {
      patience.cancel();
      sockets.delete(socket);
      guests.left(connection);
      connection.end();
    });
  };
  const listener = await listenForClients({ address, access, logger, onClient });
  return {
    get guests() {
      return guests.count;
    },
    drained: () => guests.gone(),
    dispose: () => closeAll(listener, sockets, clock),
  };
}

function wireOf(socket: Socket, logger: Logger, onSend: () => void) {
  return {
    get congested() {
      return socket.writableLength > CONGESTED_BYTES;
    },
    send(frame: Buffer) {
      if (socket.destroyed) return;
      socket.write(frame);
      onSend();
      if (socket.writableLength <= MAX_UNSENT_BYTES) return;
      logger.warn('a client does not read and is cut off', { unsentBytes: socket.writableLength });
      socket.destroy();
    },
    close: () => void socket.destroy(),
  };
}

async function closeAll(listener: Disposable, sockets: ReadonlySet<Socket>, clock: Clock): Promise<void> {
  const closed = listener.dispose();
  for (const socket of sockets) socket.destroySoon();
  const patience = clock.after(LAST_WORDS_MS, () => {
    for (const socket of sockets) socket.destroy();
  });
  await closed;
  patience.cancel();
}
