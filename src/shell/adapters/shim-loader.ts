import { CodedError } from '../../base/coded-error.js';
import type { Logger } from '../../base/logger.js';
import { shimErrors } from '../../terms/errors/shim-errors.js';
import type { ShimLibrary } from '../ports/shim-library.js';
import type { WindowsMachine } from '../ports/windows-machine.js';
import { ffiRsShimFunctions } from './ffi-rs-shim-functions.js';
import { koffiShimFunctions } from './koffi-shim-functions.js';
import type { ShimFunctions } from './shim-functions.js';
import { NativeShimLibrary } from './shim-native-library.js';
import { ShimWindowsMachine } from './shim-windows-machine.js';

/** Ways to call the shim, best first. */
export const SHIM_DRIVERS = ['koffi', 'ffi-rs'] as const;
export type ShimDriver = (typeof SHIM_DRIVERS)[number];

const LOADERS: Readonly<Record<ShimDriver, (path: string) => Promise<ShimFunctions>>> = { koffi: koffiShimFunctions, 'ffi-rs': ffiRsShimFunctions };

export interface LoadedShim {
  readonly library: ShimLibrary;
  /** For installing on Windows; its functions fail elsewhere. */
  readonly machine: WindowsMachine;
  readonly driver: ShimDriver;
}

/**
 * Loads the shim at `path` by the first driver that can; `drivers` is the configured order.
 *
 * A driver that does not load is told to the log and passed over. A library of another version is not: no driver makes it fit.
 *
 * @throws CodedError `shim.not-built` when no driver loads it, `shim.other-version`
 */
export async function loadShimLibrary(path: string, logger: Logger, drivers: readonly ShimDriver[] = SHIM_DRIVERS): Promise<LoadedShim> {
  let cause: unknown;
  for (const driver of drivers) {
    try {
      const functions = await LOADERS[driver](path);
      return { library: new NativeShimLibrary(functions), machine: new ShimWindowsMachine(functions), driver };
    } catch (failure) {
      if (failure instanceof CodedError) throw failure;
      logger.warn('the shim does not load by this driver', { driver, failure: String(failure) });
      cause = failure;
    }
  }
  throw CodedError.of(shimErrors, 'shim.not-built', 'no driver loads the shim', { data: { path }, cause });
}
