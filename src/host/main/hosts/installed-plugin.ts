import type { CapabilityName, Manifest, PluginId } from '../../../wire/plugins/manifest/index.js';

/** A plugin as the hosts need to know it. */
export interface InstalledPlugin {
  readonly manifest: Manifest;
  /** Absolute path of the folder that `manifest.main` is relative to. */
  readonly folder: string;
  /** The plugin's own folder; it exists. */
  readonly storage: string;
  /** What the person granted; never more than the manifest names. */
  readonly granted: readonly CapabilityName[];
  /** Comes with the product: runs in the agent. */
  readonly builtIn: boolean;
  readonly enabled: boolean;
}

/** `disabled` is left only by `enable`; every other state changes by itself. */
export type PluginPhase = 'inactive' | 'activating' | 'active' | 'deactivating' | 'disabled';

export interface PluginState {
  readonly plugin: PluginId;
  readonly phase: PluginPhase;
  /** Crashes within the last minutes that count against it. */
  readonly crashes: number;
  /** Why it was not activated, or was disabled, last time; a code of docs/errors.md. */
  readonly failure?: string | undefined;
  /** Process that it runs in; undefined in the agent and while it does not run. */
  readonly pid?: number | undefined;
}
