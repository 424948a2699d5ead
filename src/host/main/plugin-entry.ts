import type { CodedError } from '../../base/coded-error.js';
import type { CapabilityName } from '../../wire/plugins/manifest/index.js';
import type { InstalledPlugin, PluginState } from './hosts/installed-plugin.js';

/** An installed plugin with a checked manifest. */
export interface PluginEntry extends InstalledPlugin {
  /** The module of a plugin that comes with the product (`builtIn`), which is not read from a folder. */
  readonly load?: () => Promise<unknown>;
}

/** An installed plugin that cannot be used. */
export interface BrokenPlugin {
  /** Its id, or the name of its folder where even that cannot be read. */
  readonly plugin: string;
  readonly problem: CodedError;
}

/** One row of `mamori plugin list`. */
export interface PluginStatus {
  readonly plugin: string;
  readonly version?: string | undefined;
  readonly displayName?: string | undefined;
  readonly builtIn: boolean;
  readonly granted: readonly CapabilityName[];
  readonly phase: PluginState['phase'] | 'broken';
  /** Crashes that count against it. */
  readonly crashes: number;
  readonly pid?: number | undefined;
  /** A code of docs/errors.md: why it cannot be used, was not activated, or was disabled. */
  readonly failure?: string | undefined;
}
