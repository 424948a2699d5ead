import type { Socket } from 'node:net';
import { CodedError } from '../../base/coded-error.js';
import type { Logger } from '../../base/logger.js';
import type { ShimLibrary } from '../ports/shim-library.js';

/** The shim, loaded when it is first needed and once. Rejects with `shim.not-built`, `shim.other-version`. */
export type ShimSource = () => Promise<ShimLibrary>;

/**
 * Whether the process at the other end of a Unix socket runs as this user, by what the kernel noted (SO_PEERCRED).
 *
 * True as well where nobody can say, because the shim does not load: what keeps others out then is the socket's folder alone, which both sides look at.
 */
export async function peerMayTalk(socket: Socket, shim: ShimSource, logger: Logger): Promise<boolean> {
  try {
    const library = await shim();
    const descriptor = descriptorOf(socket);
    return descriptor === undefined || library.peerIsOwn(descriptor) !== false;
  } catch (failure) {
    if (!(failure instanceof CodedError)) throw failure;
    logger.warn('who is at the other end of the endpoint cannot be asked', { ...failure.toWire() });
    return failure.code !== 'shim.failed'; // the call itself failed: of a socket that is gone
  }
}

/** Node tells it of no socket in another way; undefined of one that was closed meanwhile. */
function descriptorOf(socket: Socket): number | undefined {
  const handle: unknown = Reflect.get(socket, '_handle');
  const descriptor: unknown = typeof handle === 'object' && handle !== null ? Reflect.get(handle, 'fd') : undefined;
  return typeof descriptor === 'number' && descriptor >= 0 ? descriptor : undefined;
}
