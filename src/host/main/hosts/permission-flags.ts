import type { CapabilityName } from '../../../wire/plugins/manifest/index.js';

/** Enough for a plugin that passes packs on in pieces, little enough that a leak is noticed before the machine is. Only the JavaScript heap; buffers lie beside it. */
const OLD_SPACE_MIB = 256;
/** Ten, the default, often end inside Node before the plugin's own line. */
const STACK_FRAMES = 50;

export interface PermissionInput {
  readonly granted: readonly CapabilityName[];
  /** Folders and files of the host's own code. */
  readonly code: readonly string[];
  readonly folders: readonly string[];
  readonly storages: readonly string[];
  /** What `files.read` and `files.write` open: the protected folders. */
  readonly files: readonly string[];
  /** Options that this Node knows (process.allowedNodeEnvironmentFlags). */
  readonly known: ReadonlySet<string>;
}

/**
 * The options of Node that a host process is started with.
 *
 * Without a grant a plugin reads its own folder, its storage and the host's code, and writes its storage. `files.read` and `files.write` add the protected folders, not the
 * whole disk: the agent's own folder, with its key file where there is no credential store, stays closed. Addons, workers, WASI and the inspector are never open. What
 * `processes` starts is bound by nothing here.
 *
 * `--trace-sigint` makes an interrupted host tell its JavaScript stack. Source: Node.js documentation, "Permissions" (stable since 24, `--allow-net` since 25).
 */
export function permissionFlags({ granted, code, folders, storages, files, known }: PermissionInput): readonly string[] {
  const has = (capability: CapabilityName) => granted.includes(capability);
  const readable = [...code, ...folders, ...storages, ...(has('files.read') ? files : [])];
  const writable = [...storages, ...(has('files.write') ? files : [])];
  return [
    '--permission',
    ...readable.map(path => `--allow-fs-read=${path}`),
    ...writable.map(path => `--allow-fs-write=${path}`),
    ...(has('processes') ? ['--allow-child-process'] : []),
    ...(has('network') && known.has('--allow-net') ? ['--allow-net'] : []),
    '--trace-sigint', `--stack-trace-limit=${STACK_FRAMES}`, `--max-old-space-size=${OLD_SPACE_MIB}`,
  ];
}
