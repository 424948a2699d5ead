import { chmod, lstat, mkdir, unlink } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { dirname } from 'node:path';
import { CodedError } from '../../base/coded-error.js';
import type { Disposable } from '../../base/disposable.js';
import type { Logger } from '../../base/logger.js';
import { wireErrors } from '../../terms/errors/wire-errors.js';
import { EndpointConnection, type VerbHandler } from '../endpoint/connection.js';

export interface EndpointServerOptions {
  readonly address: string;
  readonly handler: VerbHandler;
  readonly logger: Logger;
  readonly program: string;
}

/** A client that does not read loses its connection before it costs more memory than this. */
const MAX_UNSENT_BYTES = 32 * 1024 * 1024;

/**
 * Listens for clients of the same user until disposed.
 *
 * On Linux the socket lies in a folder of mode 0700 that must belong to this user. The caller holds the lock of the state folder, so a
 * socket that is already there was left by a dead agent and is replaced.
 */
export async function serveEndpoint({ address, handler, logger, program }: EndpointServerOptions): Promise<Disposable> {
  const sockets = new Set<Socket>();
  const server = createServer(socket => {
    sockets.add(socket);
    const connection = new EndpointConnection({
      send: frame => {
        if (socket.destroyed) return;
        socket.write(frame);
        if (socket.writableLength > MAX_UNSENT_BYTES) socket.destroy();
      },
      close: () => socket.destroy(),
    }, handler, logger, { program, pid: process.pid });
    socket.on('data', data => connection.receive(data));
    socket.on('error', failure => logger.debug('a client connection failed', { failure: String(failure) }));
    socket.on('close', () => {
      sockets.delete(socket);
      connection.end();
    });
  });
  if (process.platform !== 'win32') await preparePlace(address);
  await listen(server, address);
  if (process.platform !== 'win32') await chmod(address, 0o600);
  return {
    dispose: () => new Promise<void>(resolve => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroySoon();
    }),
  };
}

async function preparePlace(address: string): Promise<void> {
  const folder = dirname(address);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const state = await lstat(folder);
  if (!state.isDirectory() || state.uid !== process.getuid?.() || (state.mode & 0o077) !== 0) {
    throw CodedError.of(wireErrors, 'wire.foreign-server', `${folder} is not closed to other users`, { data: { folder } });
  }
  await unlink(address).catch((failure: NodeJS.ErrnoException) => {
    if (failure.code !== 'ENOENT') throw failure;
  });
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
