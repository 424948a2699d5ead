import { bindShimFunctions, type ShimFunctions } from './shim-functions.js';

const TYPES = { handle: 'void *', bytes: 'uint8_t *', u32: 'uint32_t', i32: 'int32_t', void: 'void' } as const;

/**
 * The shim's functions through koffi, the default driver.
 *
 * koffi is loaded here and not before, so that a machine on which it does not load can go on with another driver. Buffers are handed
 * over where they lie.
 */
export async function koffiShimFunctions(path: string): Promise<ShimFunctions> {
  const { default: koffi } = await import('koffi');
  const library = koffi.load(path);
  return bindShimFunctions((name, { result, parameters }) => {
    const call = library.func(name, TYPES[result], parameters.map(parameter => TYPES[parameter]));
    return result === 'handle' ? (...values) => (call(...values) as unknown) ?? undefined : call;
  });
}
