import type { Socket } from 'node:net';
import { CodedError } from '../../base/coded-error.js';
import type { Logger } from '../../base/logger.js';
import type { ShimLibrary } from '../ports/shim-library.js';

/** The shim, loaded when it is first needed and once. Rejects with `shim.not-built`, `shim.other-version`. */
export type ShimSource = () => Promise<ShimLibrary>;

/** What an endpoint asks the operating system for, beyond what Node offers. */
export interface EndpointAccess {
  /** On Windows, where the shim makes the pipe; elsewhere it is not loaded. */
  readonly shim: ShimSource;
  /**
   * On Linux: whether the other end of a connected Unix socket is a process of this user, by what the kernel noted (SO_PEERCRED); undefined where the platform does not tell.
   * A look takes microseconds. May throw a CodedError, of native code that does not load.
   */
  readonly peerIsOwn: (descriptor: number) => boolean | undefined;
}

/**
 * Whether the process at the other end of a Unix socket runs as this user; also false of a socket that is gone.
 *
 * True as well where nobody can say, because the native code does not load: what keeps others out then is the socket's folder alone, which both sides look at.
 */
export function peerMayTalk(socket: Socket, { peerIsOwn }: EndpointAccess, logger: Logger): boolean {
  try {
    const descriptor = descriptorOf(socket);
    return descriptor === undefined || peerIsOwn(descriptor) !== false;
  } catch (failure) {
    if (!(failure instanceof CodedError)) throw failure;
    logger.warn('who is at the other end of the endpoint cannot be asked', { ...failure.toWire() });
    return true;
  }
}

/** Node tells it of no socket in another way; undefined of one that was closed meanwhile. */
function descriptorOf(socket: Socket): number | undefined {
  const handle: unknown = Reflect.get(socket, '_handle');
  const descriptor: unknown = typeof handle === 'object' && handle !== null ? Reflect.get(handle, 'fd') : undefined;
  return typeof descriptor === 'number' && descriptor >= 0 ? descriptor : undefined;
}
