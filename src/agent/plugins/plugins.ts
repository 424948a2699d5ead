import type { ObjectStore } from '../../core/ports/object-store.js';
import type { Notice } from '../../host/api/index.js';
import type { InstalledPlugin } from '../../host/main/hosts/installed-plugin.js';
import type { OutputLine, PluginHost, PluginStatus } from '../../host/main/index.js';
import type { PluginId } from '../../wire/plugins/manifest/index.js';

/** The plugins of one process of ours, as its other parts need them; PluginSystem is what does it. */
export interface Plugins {
  /** `--no-plugins`: every question is answered as if there were none. */
  readonly off: boolean;
  /** The host, made at the first call. @throws CodedError plugin.all-off */
  host(): Promise<PluginHost>;
  /** Activates what waits for the agent's start. */
  started(): Promise<void>;
  /** States of what was loaded; undefined while nothing was. */
  states(): Promise<readonly PluginStatus[] | undefined>;
  /** The newest lines of a plugin's output channels, oldest first; none while nothing is loaded. */
  outputOf(plugin: PluginId): readonly OutputLine[];
  /** @throws CodedError plugin.unknown-contribution when no plugin knows the scheme */
  openDestination(url: string): Promise<ObjectStore>;
  /** @throws CodedError plugin.unknown-contribution */
  deliverNotice(channel: string, notice: Notice, signal: AbortSignal): Promise<void>;
  /** A notice is about to be told: plugins that wait for its kind are activated, then everybody who listens hears of it. Never rejects; nothing waits for it. */
  noticeKept(notice: Notice): Promise<void>;
  /** The channels that a contributed kind of notice names; undefined where it names none, or nothing is loaded yet. */
  defaultChannelsOf(kind: string): readonly string[] | undefined;
  add(plugin: InstalledPlugin): Promise<void>;
  remove(plugin: PluginId, options: { readonly keepData: boolean }): Promise<void>;
  enable(plugin: PluginId): Promise<void>;
  disable(plugin: PluginId): Promise<void>;
  dispose(): Promise<void>;
}
