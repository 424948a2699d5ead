import { chmod, lstat } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { dirname } from 'node:path';
import type { Clock, Timer } from '../../base/clock.js';
import { CodedError } from '../../base/coded-error.js';
import type { Disposable } from '../../base/disposable.js';
import type { Logger } from '../../base/logger.js';
import { shellErrors } from '../../terms/errors/shell-errors.js';
import { ShellSocketConversation, type CompatibilityAnswers } from '../compatibility/shell-socket-conversation.js';
import { listenForClients } from './listen-for-clients.js';
import type { EndpointAccess } from './peer-check.js';

export interface ShellSocketServerOptions {
  readonly address: string; // of a Unix socket
  readonly access: EndpointAccess;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly answers: CompatibilityAnswers;
  /** Absolute paths of the folders that have marks, asked again all the time. */
  readonly roots: () => readonly string[];
}

/** As often as our own extension looks. */
const COMPARE_EVERY_MS = 500;
/** One for each file manager and its helpers; more is somebody's mistake. */
const MAX_CLIENTS = 64;
/** A client that does not read loses its connection before it costs more memory than this. */
const MAX_UNSENT_BYTES = 8 * 1024 * 1024;

/**
 * Serves the file-manager extensions of another sync client (src/wire/shell-socket.ts) until disposed.
 *
 * The socket's folder is this user's alone, and the kernel is asked who each client is, as for the agent's own endpoint. A socket at which the other client itself listens is left to it.
 *
 * @throws CodedError `shell.compatibility-taken`, `wire.foreign-server`, `wire.not-listening`
 */
export async function serveShellSocket({ address, access, clock, logger, answers, roots }: ShellSocketServerOptions): Promise<Disposable> {
  if (await isAnswered(address)) throw CodedError.of(shellErrors, 'shell.compatibility-taken', `another program listens at ${address}`, { data: { address } });
  await closeFolder(dirname(address));
  const clients = new Map<Socket, ShellSocketConversation>();
  const onClient = (socket: Socket) => {
    if (clients.size === MAX_CLIENTS) return void socket.destroy();
    const conversation = new ShellSocketConversation(answers, wireOf(socket, logger));
    clients.set(socket, conversation);
    socket.on('data', data => conversation.receive(data));
    socket.on('error', failure => logger.debug('a client of the compatibility listener failed', { failure: String(failure) }));
    socket.on('close', () => clients.delete(socket));
    socket.once('resume', () => conversation.setRoots(roots()));
  };
  const listener = await listenForClients({ address, access, logger, onClient });
  let timer: Timer | undefined;
  const compare = () => {
    timer = clock.after(COMPARE_EVERY_MS, compare, { unref: true });
    for (const [socket, conversation] of clients) {
      if (socket.isPaused()) continue; // not admitted yet
      conversation.setRoots(roots());
      conversation.compare();
    }
  };
  compare();
  return {
    dispose: async () => {
      timer?.cancel();
      const closed = listener.dispose();
      for (const [socket, conversation] of clients) {
        conversation.farewell();
        socket.destroySoon();
      }
      await closed;
    },
  };
}

/** The other client leaves its folder open to all who come into the one above it. Where that is this user's alone nobody came, and the folder can be closed; else whoever listens next refuses it. */
async function closeFolder(folder: string): Promise<void> {
  const [found, above] = await Promise.all([folder, dirname(folder)].map(path => lstat(path).catch(() => undefined)));
  const own = process.getuid?.();
  if (found?.isDirectory() && found.uid === own && above?.isDirectory() && above.uid === own && (above.mode & 0o077) === 0) await chmod(folder, 0o700);
}

function wireOf(socket: Socket, logger: Logger) {
  const close = () => void socket.destroy();
  return {
    send(bytes: Buffer) {
      if (socket.destroyed) return;
      socket.write(bytes);
      if (socket.writableLength <= MAX_UNSENT_BYTES) return;
      logger.warn('a client of the compatibility listener does not read and is cut off', { unsentBytes: socket.writableLength });
      close();
    },
    close,
  };
}

function isAnswered(address: string): Promise<boolean> {
  return new Promise(resolve => {
    const probe = connect(address);
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', () => resolve(false));
  });
}
