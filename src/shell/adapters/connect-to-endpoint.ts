import { lstat } from 'node:fs/promises';
import { connect, Socket } from 'node:net';
import { dirname } from 'node:path';
import type { Clock } from '../../base/clock.js';
import { CodedError } from '../../base/coded-error.js';
import type { Logger } from '../../base/logger.js';
import { wireErrors } from '../../terms/errors/wire-errors.js';
import { peerMayTalk, type EndpointAccess } from './peer-check.js';

export interface ConnectOptions {
  readonly access: EndpointAccess;
  readonly logger: Logger;
  readonly clock: Clock;
}

/**
 * A connection to whoever listens at `address`, checked to be this user; undefined when nobody does. Nothing was sent yet.
 *
 * @throws CodedError `wire.foreign-server` when what listens there could belong to somebody else, `wire.disconnected` when it does not answer
 */
export function connectToEndpoint(address: string, options: ConnectOptions): Promise<Socket | undefined> {
  return process.platform === 'win32' ? connectToPipe(address, options) : connectToSocket(address, options);
}

async function connectToSocket(address: string, { access, logger }: ConnectOptions): Promise<Socket | undefined> {
  if (!(await isOwnPlace(address))) return undefined;
  const socket = await open(address);
  if (!socket || peerMayTalk(socket, access, logger)) return socket;
  socket.destroy();
  throw foreign(address);
}

/** All instances of the pipe may be taken for a moment. */
const BUSY_TRIES = 50;
const TRY_AGAIN_MS = 20;

async function connectToPipe(address: string, { access, clock }: ConnectOptions): Promise<Socket | undefined> {
  const library = await access.shim();
  try {
    for (let tries = 0; tries < BUSY_TRIES; tries++) {
      const connected = library.connectEndpoint(address);
      if (connected === undefined) return undefined;
      if (connected !== 'busy') return new Socket({ fd: connected, readable: true, writable: true });
      await new Promise<void>(resolve => clock.after(TRY_AGAIN_MS, resolve));
    }
  } catch (failure) {
    if (failure instanceof CodedError && failure.code === 'shim.foreign-folder') throw foreign(address);
    throw failure;
  }
  throw disconnected(`${address} is busy`);
}

async function isOwnPlace(address: string): Promise<boolean> {
  const folder = await lstat(dirname(address)).catch(() => undefined);
  const endpoint = await lstat(address).catch(() => undefined);
  if (!folder || !endpoint) return false;
  const own = process.getuid?.();
  if (!folder.isDirectory() || folder.uid !== own || endpoint.uid !== own || (folder.mode & 0o077) !== 0) throw foreign(address);
  return true;
}

/** No socket, none that listens, or one that was closed with us in its backlog. */
const NOBODY_LISTENS: ReadonlySet<string> = new Set(['ENOENT', 'ECONNREFUSED', 'ECONNRESET']);

function open(address: string): Promise<Socket | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect(address);
    const fail = (failure: NodeJS.ErrnoException) => {
      if (NOBODY_LISTENS.has(failure.code ?? '')) resolve(undefined);
      else reject(disconnected(`cannot connect to ${address}: ${failure.message}`, failure));
    };
    socket.once('error', fail);
    socket.once('connect', () => {
      socket.off('error', fail);
      socket.on('error', () => undefined); // 'close' follows
      resolve(socket);
    });
  });
}

function foreign(address: string): CodedError {
  return CodedError.of(wireErrors, 'wire.foreign-server', `${address} does not belong to this user`, { data: { address } });
}

function disconnected(message: string, cause?: unknown): CodedError {
  return CodedError.of(wireErrors, 'wire.disconnected', message, cause === undefined ? {} : { cause });
}
