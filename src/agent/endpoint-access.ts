import type { Socket } from 'node:net';
import { systemClock } from '../base/clock.js';
import { silentLogger, type Logger } from '../base/logger.js';
import { builtShimPath, loadNativeBinding } from '../platform/native-binding.js';
import { connectToEndpoint } from '../shell/adapters/connect-to-endpoint.js';
import type { EndpointAccess } from '../shell/adapters/peer-check.js';
import type { ShimLibrary } from '../shell/ports/shim-library.js';

let shim: Promise<ShimLibrary> | undefined;

/** The shim for the endpoint's sake; loaded when first needed: an FFI with all its functions costs a command tens of milliseconds. */
export function endpointShim(logger: Logger): Promise<ShimLibrary> {
  return shim ??= import('../shell/adapters/shim-loader.js').then(async ({ loadShimLibrary }) => (await loadShimLibrary(builtShimPath, logger)).library);
}

/** For both ends. The engine answers who a peer is: it loads within a millisecond or two, and whoever serves has it loaded anyway. */
export function endpointAccess(logger: Logger): EndpointAccess {
  return { shim: () => endpointShim(logger), peerIsOwn: descriptor => loadNativeBinding().peerIsOwn(descriptor) };
}

/** For clients: a checked connection to the agent of this user, if one listens at `address`. Loads nothing of the core. */
export function openAgentSocket(address: string): Promise<Socket | undefined> {
  return connectToEndpoint(address, { access: endpointAccess(silentLogger), logger: silentLogger, clock: systemClock });
}
