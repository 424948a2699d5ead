import type { InstalledPlugin } from '../../host/main/hosts/installed-plugin.js';
import type { PluginStatus } from '../../host/main/plugin-entry.js';
import type { NoticeCentre } from '../../notifications/notice-centre.js';
import type { VerbContext } from '../../shell/endpoint/connection.js';
import type { TrayState } from '../../shell/tray/tray-driver.js';
import type { Manifest, PluginId } from '../../wire/plugins/manifest/index.js';
import type { VerbName, VerbParams, VerbResults } from '../../wire/verbs/verb-table.js';
import type { Workspace } from '../workspace.js';

/** What a verb works on: the open workspace, and what only a protecting agent has. */
export interface VerbHost {
  readonly workspace: Workspace;
  /** Live watch states, when this process protects. */
  readonly protection: ProtectionView | undefined;
  /** Ends the agent (`mamori stop`); undefined in a one-off command. */
  readonly stop: (() => void) | undefined;
  /** Of hosts that people's verbs are called on; the agent's own upkeep tells nobody anything. */
  readonly lendNotices?: LendNotices | undefined;
  /** What carries clicks out; undefined in a one-off command. */
  readonly clicks?: { wake(): void } | undefined;
  /** Whether a tray shows the agent's icon; undefined in a one-off command and where there is none to know of. */
  readonly tray?: { readonly state: TrayState } | undefined;
  /** What runs plugins in this process; undefined in a one-off command and while plugins are off. */
  readonly plugins?: PluginAdministration | undefined;
  /** Manifests of the plugins that come with the product. */
  readonly builtInPlugins?: readonly Manifest[] | undefined;
}

/** Told of each change after it was recorded; every call resolves when the change is in effect. */
export interface PluginAdministration {
  /** A new plugin, or another version of one that is there. */
  add(plugin: InstalledPlugin): Promise<void>;
  /** With `keepData` what it kept stays: state, secrets, settings. */
  remove(plugin: PluginId, options: { readonly keepData: boolean }): Promise<void>;
  /** Also takes back a crash's `disable`. */
  enable(plugin: PluginId): Promise<void> | void;
  disable(plugin: PluginId): Promise<void> | void;
  /** How plugins fare now; undefined before any was needed. */
  states(): Promise<readonly PluginStatus[] | undefined>;
}

/** Lends what tells people things. */
export type LendNotices = <T>(use: (centre: NoticeCentre) => T | Promise<T>) => Promise<T>;

export interface ProtectionView {
  watchOf(source: string): VerbResults['status']['sources'][number]['watch'];
  isPending(source: string, path: string): boolean;
  /** Takes sources that were added or removed into account; with `again` every source is watched anew, and looked at as a whole. */
  refresh(again?: boolean): Promise<void>;
}

export type Verb<N extends VerbName> = (host: VerbHost, params: VerbParams<N>, context: VerbContext) => Promise<VerbResults[N]> | VerbResults[N];
