import { CodedError } from '../../base/coded-error.js';
import { pluginErrors } from '../../terms/errors/plugin-errors.js';
import { ContributionOwners } from '../../wire/plugins/manifest/contribution-owners.js';
import type {
  CommandContribution, DestinationContribution, Manifest, ManifestSetting, MenuItemContribution, MenuLocation, NoticeChannelContribution, NoticeContribution,
  OverlayContribution, PluginId, RunHookContribution, SourceFilterContribution,
} from '../../wire/plugins/manifest/index.js';

/** A contribution and whose it is. */
export interface Contributed<T> {
  readonly plugin: PluginId;
  readonly value: T;
}

interface ContributionsById {
  readonly command: CommandContribution;
  readonly overlay: OverlayContribution;
  readonly notice: NoticeContribution;
  readonly noticeChannel: NoticeChannelContribution;
  readonly destination: DestinationContribution;
  readonly runHook: RunHookContribution;
  readonly sourceFilter: SourceFilterContribution;
  readonly setting: ManifestSetting;
}
export type IndexedKind = keyof ContributionsById;

/**
 * What installed plugins contribute, by id, from their manifests alone: menus, settings and schemes are answered without running anything.
 *
 * Plugins are in the order in which they were installed; of two that claim an id the first keeps it, and the other one contributes nothing. A hidden plugin keeps its ids
 * and is not found. Cost: a look-up is one step; adding and hiding are linear in the plugin's own contributions.
 */
export class ContributionIndex {
  readonly #owners = new ContributionOwners();
  readonly #manifests = new Map<PluginId, Manifest>();
  readonly #hidden = new Set<PluginId>();
  readonly #byId = new Map<IndexedKind, Map<string, Contributed<unknown>>>();
  #version = 0;

  /** Changes whenever an answer may have changed. */
  get version(): number {
    return this.#version;
  }

  /** Takes a plugin in, or nothing of it and says why: `plugin.duplicate-contribution`. */
  add(manifest: Manifest): CodedError | undefined {
    const conflict = this.#owners.claim(manifest);
    if (conflict) return conflict;
    this.#manifests.set(manifest.id, manifest);
    for (const [kind, id, value] of entriesOf(manifest)) this.#of(kind).set(id, { plugin: manifest.id, value });
    this.#version += 1;
    return undefined;
  }

  remove(plugin: PluginId): void {
    const manifest = this.#manifests.get(plugin);
    if (!manifest) return;
    for (const [kind, id] of entriesOf(manifest)) this.#of(kind).delete(id);
    this.#owners.release(plugin);
    this.#manifests.delete(plugin);
    this.#hidden.delete(plugin);
    this.#version += 1;
  }

  /** A disabled plugin is hidden. */
  show(plugin: PluginId, visible: boolean): void {
    if (this.#hidden.has(plugin) !== visible) return;
    if (visible) this.#hidden.delete(plugin);
    else this.#hidden.add(plugin);
    this.#version += 1;
  }

  find<K extends IndexedKind>(kind: K, id: string): Contributed<ContributionsById[K]> | undefined {
    const found = this.#byId.get(kind)?.get(id) as Contributed<ContributionsById[K]> | undefined;
    return found && !this.#hidden.has(found.plugin) ? found : undefined;
  }

  all<K extends IndexedKind>(kind: K): ReadonlyMap<string, Contributed<ContributionsById[K]>> {
    const all = [...this.#byId.get(kind) ?? []] as [string, Contributed<ContributionsById[K]>][];
    return new Map(all.filter(([, { plugin }]) => !this.#hidden.has(plugin)));
  }

  menuItems(location: MenuLocation): readonly Contributed<MenuItemContribution>[] {
    return [...this.#manifests.values()].filter(({ id }) => !this.#hidden.has(id))
      .flatMap(({ id, contributes }) => contributes.menus[location].map(value => ({ plugin: id, value })));
  }

  /** A plugin that was taken in, hidden or not. */
  manifest(plugin: PluginId): Manifest | undefined {
    return this.#manifests.get(plugin);
  }

  #of(kind: IndexedKind): Map<string, Contributed<unknown>> {
    const map = this.#byId.get(kind) ?? new Map<string, Contributed<unknown>>();
    this.#byId.set(kind, map);
    return map;
  }
}

export function unknownContribution(kind: IndexedKind, id: string): CodedError {
  const code = kind === 'command' ? 'plugin.unknown-command' : kind === 'setting' ? 'plugin.unknown-setting' : 'plugin.unknown-contribution';
  return CodedError.of(pluginErrors, code, `no enabled plugin contributes ${kind} ${id}`, { data: { kind, id } });
}

function entriesOf({ contributes }: Manifest): readonly (readonly [kind: IndexedKind, id: string, value: unknown])[] {
  const { commands, overlays, notices, noticeChannels, destinations, runHooks, sourceFilters, configuration } = contributes;
  return [
    ...commands.map(value => ['command', value.command, value] as const),
    ...overlays.map(value => ['overlay', value.id, value] as const),
    ...notices.map(value => ['notice', value.id, value] as const),
    ...noticeChannels.map(value => ['noticeChannel', value.id, value] as const),
    ...destinations.flatMap(value => value.schemes.map(scheme => ['destination', scheme, value] as const)),
    ...runHooks.map(value => ['runHook', value.id, value] as const),
    ...sourceFilters.map(value => ['sourceFilter', value.id, value] as const),
    ...Object.entries(configuration?.properties ?? {}).map(([key, value]) => ['setting', key, value] as const),
  ];
}
