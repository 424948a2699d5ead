import type { CapabilityName, Manifest, PluginId } from '../../../wire/plugins/manifest/index.js';
import { INSTALL_LIMITS } from './limits.js';
import type { PluginOrigin } from './package-spec.js';

/** Where the registry keeps its rows: durable when `set` returns, `undefined` removes. */
export interface KeyValue {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  list(prefix: string): ReadonlyMap<string, unknown>;
}

/** Who switched a plugin off: a person, or the host after crashes. */
export type DisabledBy = 'person' | 'crashes';

/** What a package was when it was installed. */
export interface PackageFacts {
  /** `sha512-…` in base64, as Subresource Integrity writes it: of the packed file, or for a folder of the list of all its files. */
  readonly integrity: string;
  readonly integrityOf: 'archive' | 'files';
  /** Of all installed files, in the same form; what `doctor` compares. */
  readonly filesDigest: string;
  readonly files: number;
  readonly sizeBytes: number;
}

/** What somebody agreed to, and when. */
export interface GrantRecord {
  readonly atMs: number;
  readonly version: string;
  readonly integrity: string;
  readonly granted: readonly CapabilityName[];
}

/** One installed plugin: all that start, menus and consent need, so that its files are read only when it runs. */
export interface RegisteredPlugin extends PackageFacts {
  readonly manifest: Manifest;
  /** Name of the version's folder below the plugin's own. */
  readonly folder: string;
  readonly origin: PluginOrigin;
  readonly granted: readonly CapabilityName[];
  readonly allowedProposals: readonly string[];
  readonly grants: readonly GrantRecord[]; // oldest first
  readonly installedMs: number; //            the first version
  readonly updatedMs: number;
  readonly enabled: boolean;
  readonly disabledBy?: DisabledBy | undefined;
  /** Version of the product that checked the manifest; another one checks again. */
  readonly checkedBy: string;
  /** Why this version of the product cannot use it; a code of docs/errors.md. */
  readonly unusable?: string | undefined;
}

const PLUGINS = 'plugins/installed/';
const BUILT_IN = 'plugins/built-in/';

/**
 * Which plugins are installed. One row per plugin, written whole: a row is the switch from one version to the next.
 *
 * Cost of `all`: one query, and JSON in proportion to the manifests: 20 plugins of ten commands took 0.4 ms, 5 ms from a cold file; 20 of a thousand took 60 ms.
 */
export class PluginRegistry {
  readonly #store: KeyValue;

  constructor(store: KeyValue) {
    this.#store = store;
  }

  /** In the order of installation, which decides who keeps the id of a contribution. */
  all(): readonly RegisteredPlugin[] {
    return [...this.#store.list(PLUGINS).values()].map(row => row as RegisteredPlugin)
      .sort((a, b) => a.installedMs - b.installedMs || (a.manifest.id < b.manifest.id ? -1 : 1));
  }

  get(id: string): RegisteredPlugin | undefined {
    return this.#store.get(PLUGINS + id) as RegisteredPlugin | undefined;
  }

  put(plugin: RegisteredPlugin): void {
    this.#store.set(PLUGINS + plugin.manifest.id, { ...plugin, grants: plugin.grants.slice(-INSTALL_LIMITS.grantsKept) });
  }

  delete(id: PluginId): void {
    this.#store.set(PLUGINS + id, undefined);
  }

  /** Why a built-in plugin is off; undefined while it is on. */
  builtInDisabledBy(id: PluginId): DisabledBy | undefined {
    return this.#store.get(BUILT_IN + id) as DisabledBy | undefined;
  }

  /** Switches a plugin on (`undefined`) or off, durably; unknown ids are taken for built-in ones. */
  setDisabled(id: PluginId, disabledBy: DisabledBy | undefined): void {
    const plugin = this.get(id);
    if (plugin) this.put({ ...plugin, enabled: disabledBy === undefined, disabledBy });
    else this.#store.set(BUILT_IN + id, disabledBy);
  }
}
