import { bindShimFunctions, type ShimFunctions } from './shim-functions.js';

/**
 * The shim's functions through ffi-rs, for machines on which koffi does not load.
 *
 * A call costs some microseconds more than koffi's. ffi-rs keeps libraries by name for the whole process: the path is the name.
 */
export async function ffiRsShimFunctions(path: string): Promise<ShimFunctions> {
  const { DataType, isNullPointer, load, open } = await import('ffi-rs');
  const types = { handle: DataType.External, bytes: DataType.U8Array, u32: DataType.U32, i32: DataType.I32, void: DataType.Void } as const;
  open({ library: path, path });
  return bindShimFunctions((funcName, { result, parameters }) => {
    const retType = types[result];
    const paramsType = parameters.map(parameter => types[parameter]);
    const call = (values: unknown[]): unknown => load({ library: path, funcName, retType, paramsType, paramsValue: values });
    if (result !== 'handle') return (...values) => call(values);
    return (...values) => {
      const pointer = call(values) as Parameters<typeof isNullPointer>[0];
      return isNullPointer(pointer) ? undefined : pointer;
    };
  });
}
