import type { ExtensionHost } from './extension-host.js';
import type { InstalledPlugin, PluginPhase, PluginState } from './installed-plugin.js';

/**
 * Where one installed plugin stands. At most one of `activation` and `leaving` is set; both are undefined while it does not run. Only ExtensionHosts changes it.
 */
export class PluginRecord {
  readonly plugin: InstalledPlugin;
  enabled: boolean;
  removed = false;
  phase: PluginPhase;
  host: ExtensionHost | undefined;
  /** From the beginning of its activation until it begins to leave; rejects when it fails. */
  activation: Promise<ExtensionHost> | undefined;
  /** While it is deactivated, or its fallen host is cleared away. Never rejects. */
  leaving: Promise<void> | undefined;
  /** Code of its last failure. */
  failure: string | undefined;
  /** Its open calls, also those that wait for its activation. */
  readonly open = new Set<AbortController>();
  /** It runs alone and need not any more. */
  returns = false;

  constructor(plugin: InstalledPlugin) {
    this.plugin = plugin;
    this.enabled = plugin.enabled;
    this.phase = plugin.enabled ? 'inactive' : 'disabled';
  }

  state(crashes: number): PluginState {
    return { plugin: this.plugin.manifest.id, phase: this.phase, crashes, failure: this.failure, pid: this.host?.pid };
  }

  /** Open calls fail with `reason`, and the plugin is told. */
  abortCalls(reason: unknown): void {
    for (const call of this.open) call.abort(reason);
  }
}
