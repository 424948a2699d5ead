import type { Socket } from 'node:net';
import { systemClock } from '../base/clock.js';
import { silentLogger, type Logger } from '../base/logger.js';
import { builtShimPath } from '../platform/native-binding.js';
import { connectToEndpoint } from '../shell/adapters/connect-to-endpoint.js';
import type { ShimLibrary } from '../shell/ports/shim-library.js';

let shim: Promise<ShimLibrary> | undefined;

/** The shim for the endpoint's sake; loaded when first needed, for a command that meets no other process does without it. */
export function endpointShim(logger: Logger): Promise<ShimLibrary> {
  return shim ??= import('../shell/adapters/shim-loader.js').then(async ({ loadShimLibrary }) => (await loadShimLibrary(builtShimPath, logger)).library);
}

/** For clients: a checked connection to the agent of this user, if one listens at `address`. Loads nothing of the core. */
export function openAgentSocket(address: string): Promise<Socket | undefined> {
  return connectToEndpoint(address, { shim: () => endpointShim(silentLogger), logger: silentLogger, clock: systemClock });
}
