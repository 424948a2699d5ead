/** How a value crosses the C border: an opaque pointer, bytes that are borrowed for the call, or a number. */
type Parameter = 'handle' | 'bytes' | 'u32';
type Result = 'handle' | 'i32' | 'u32' | 'void';

export interface Signature {
  readonly result: Result;
  readonly parameters: readonly Parameter[];
}

const signature = <R extends Result, P extends readonly Parameter[]>(result: R, ...parameters: P) => ({ result, parameters });

/** The functions of native/shim/include/mamori_shim.h, in its order; a test compares both. Buffers stand for every pointer to data. */
export const SHIM_SIGNATURES = {
  mamori_abi: signature('u32'),
  mamori_negotiate: signature('i32', 'u32', 'u32'),
  mamori_last_system_error: signature('i32'),
  mamori_path_normalise: signature('i32', 'u32', 'bytes', 'u32', 'bytes', 'u32', 'bytes'),
  mamori_path_keys: signature('i32', 'u32', 'bytes', 'u32', 'bytes', 'u32', 'bytes', 'u32', 'bytes'),
  mamori_root_spellings: signature('i32', 'u32', 'bytes', 'u32', 'bytes', 'u32', 'bytes'),
  mamori_root_facts: signature('i32', 'bytes', 'u32', 'bytes', 'u32', 'bytes'),
  mamori_writer_open: signature('handle', 'bytes', 'u32', 'u32', 'bytes'),
  mamori_writer_close: signature('void', 'handle'),
  mamori_writer_heartbeat: signature('i32', 'handle'),
  mamori_writer_add_root: signature('i32', 'handle', 'bytes', 'u32'),
  mamori_writer_rename_root: signature('i32', 'handle', 'u32', 'bytes', 'u32'),
  mamori_writer_trust_root: signature('i32', 'handle', 'u32', 'u32'),
  mamori_writer_remove_root: signature('i32', 'handle', 'u32'),
  mamori_writer_put: signature('i32', 'handle', 'u32', 'bytes', 'u32', 'bytes', 'u32'),
  mamori_writer_reserve: signature('i32', 'handle', 'u32'),
  mamori_writer_step: signature('i32', 'handle'),
  mamori_writer_set_menu: signature('i32', 'handle', 'u32', 'bytes', 'u32'),
  mamori_writer_set_booleans: signature('i32', 'handle', 'u32', 'u32'),
  mamori_writer_take_asked: signature('i32', 'handle', 'bytes', 'u32', 'bytes'),
  mamori_writer_get_stats: signature('i32', 'handle', 'bytes'),
  mamori_reader_open: signature('handle', 'bytes', 'u32', 'bytes'),
  mamori_reader_close: signature('void', 'handle'),
  mamori_reader_refresh: signature('i32', 'handle'),
  mamori_reader_lookup: signature('i32', 'handle', 'bytes', 'u32', 'bytes'),
  mamori_reader_note_asked: signature('i32', 'handle', 'bytes', 'u32'),
  mamori_reader_menu: signature('i32', 'handle', 'bytes', 'bytes', 'u32', 'bytes'),
  mamori_reader_booleans: signature('i32', 'handle', 'bytes', 'bytes'),
  mamori_reader_writer_lives: signature('i32', 'handle'),
  mamori_table_examine: signature('i32', 'bytes', 'u32', 'bytes'),
  mamori_table_folder: signature('i32', 'bytes', 'u32', 'bytes'),
  mamori_reader_select: signature('i32', 'handle', 'u32', 'u32', 'bytes', 'u32', 'bytes', 'bytes', 'u32', 'bytes'),
  mamori_menu_evaluate: signature('i32', 'bytes', 'u32', 'u32', 'u32', 'bytes', 'bytes', 'u32'),
  mamori_peer_is_own: signature('i32', 'u32'),
  mamori_endpoint_open: signature('handle', 'bytes', 'u32', 'bytes', 'u32', 'bytes'),
  mamori_endpoint_close: signature('void', 'handle'),
  mamori_endpoint_bell: signature('i32', 'handle'),
  mamori_endpoint_accept: signature('i32', 'handle'),
  mamori_endpoint_connect: signature('i32', 'bytes', 'u32', 'bytes', 'u32'),
  mamori_endpoint_name: signature('i32', 'bytes', 'u32', 'bytes', 'u32', 'bytes', 'u32', 'bytes'),
  mamori_announce: signature('i32', 'u32', 'bytes', 'u32'),
  mamori_tray_open: signature('handle', 'bytes'),
  mamori_tray_close: signature('void', 'handle'),
  mamori_tray_bell: signature('i32', 'handle'),
  mamori_tray_set_picture: signature('i32', 'handle', 'u32', 'u32', 'bytes', 'u32'),
  mamori_tray_show: signature('i32', 'handle', 'bytes', 'u32'),
  mamori_tray_take: signature('i32', 'handle', 'bytes'),
  mamori_is_elevated: signature('i32'),
  mamori_program_files: signature('i32', 'bytes', 'u32', 'bytes'),
  mamori_guarded: signature('i32', 'bytes', 'u32', 'u32', 'bytes', 'u32', 'bytes'),
  mamori_guarded_folder: signature('i32', 'bytes', 'u32'),
  mamori_guarded_file: signature('i32', 'bytes', 'u32', 'bytes', 'u32'),
  mamori_module_register: signature('i32', 'bytes', 'u32', 'u32'),
  mamori_remove_at_restart: signature('i32', 'bytes', 'u32'),
  mamori_run_elevated: signature('i32', 'bytes', 'u32', 'bytes', 'u32'),
  mamori_report: signature('i32', 'bytes', 'u32', 'bytes', 'u32'),
} as const satisfies Readonly<Record<string, Signature>>;

/** An opaque pointer of the driver that made it. */
export interface ShimHandle { readonly shimHandle: unique symbol }

type Value<P> = P extends 'handle' ? ShimHandle : P extends 'bytes' ? Uint8Array : number;
type Returned<R> = R extends 'handle' ? ShimHandle | undefined : R extends 'void' ? void : number;
type Values<P extends readonly Parameter[]> = { -readonly [I in keyof P]: Value<P[I]> };

/** The library's functions, as a driver calls them: no checks, results as they come; a handle that is NULL is undefined. */
export type ShimFunctions = {
  readonly [Name in keyof typeof SHIM_SIGNATURES]: (...values: Values<(typeof SHIM_SIGNATURES)[Name]['parameters']>) => Returned<(typeof SHIM_SIGNATURES)[Name]['result']>;
};

/** Binds every function of the table by a driver's way to bind one. */
export function bindShimFunctions(bind: (name: string, signature: Signature) => (...values: never[]) => unknown): ShimFunctions {
  return Object.fromEntries(Object.entries(SHIM_SIGNATURES).map(([name, signature]) => [name, bind(name, signature)])) as unknown as ShimFunctions;
}
