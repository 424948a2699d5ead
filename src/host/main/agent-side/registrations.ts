import type { PluginId } from '../../../wire/plugins/manifest/index.js';
import { duplicateHandler, limitReached, type HandlerKind } from '../../refusals.js';
import type { EventFeed } from './event-feed.js';

/** Context keys of one plugin. */
const MAX_CONTEXT_KEYS = 256;

export type EventName = 'runs' | 'sources' | 'notices' | 'configuration';
export type ContextKeyValue = string | number | boolean;

/** What one active plugin has registered with the agent; all of it ends with the plugin. */
export class Registrations {
  readonly plugin: PluginId;
  readonly contextKeys = new Map<string, ContextKeyValue>();
  readonly overlays = new Set<string>();
  readonly feeds = new Map<EventName, EventFeed>();
  readonly #handlers = new Set<string>();

  constructor(plugin: PluginId) {
    this.plugin = plugin;
  }

  get size(): number {
    return this.#handlers.size + this.contextKeys.size + this.overlays.size + this.feeds.size;
  }

  /** @throws CodedError `plugin.duplicate-command`, `plugin.duplicate-handler` */
  addHandler(kind: HandlerKind, id: string): void {
    const key = `${kind} ${id}`;
    if (this.#handlers.has(key)) throw duplicateHandler(this.plugin, kind, id);
    this.#handlers.add(key);
  }

  removeHandler(kind: HandlerKind, id: string): void {
    this.#handlers.delete(`${kind} ${id}`);
  }

  /** @throws CodedError `plugin.limit-reached` */
  setContext(key: string, value: ContextKeyValue | undefined): void {
    if (value === undefined) this.contextKeys.delete(key);
    else if (!this.contextKeys.has(key) && this.contextKeys.size >= MAX_CONTEXT_KEYS) throw limitReached(this.plugin, 'context keys', MAX_CONTEXT_KEYS);
    else this.contextKeys.set(key, value);
  }
}

/** The registrations of all active plugins. */
export class RegistrationBook {
  readonly #byPlugin = new Map<PluginId, Registrations>();
  readonly #clearOverlay: (plugin: PluginId, overlay: string) => void;

  constructor(clearOverlay: (plugin: PluginId, overlay: string) => void) {
    this.#clearOverlay = clearOverlay;
  }

  /** Things registered, of all plugins. */
  get size(): number {
    return [...this.#byPlugin.values()].reduce((sum, { size }) => sum + size, 0);
  }

  of(plugin: PluginId): Registrations {
    const known = this.#byPlugin.get(plugin) ?? new Registrations(plugin);
    this.#byPlugin.set(plugin, known);
    return known;
  }

  /** The value of a context key that a plugin has set, by its full name. */
  contextValue(fullKey: string): ContextKeyValue | undefined {
    const [publisher, name, ...key] = fullKey.split('.');
    return this.#byPlugin.get(`${publisher}.${name}`)?.contextKeys.get(key.join('.'));
  }

  /** The plugin is active: what waited for it goes on. */
  flow(plugin: PluginId): void {
    for (const feed of this.#byPlugin.get(plugin)?.feeds.values() ?? []) feed.flow();
  }

  /** The plugin is no longer active. */
  void(plugin: PluginId): void {
    const registrations = this.#byPlugin.get(plugin);
    this.#byPlugin.delete(plugin);
    for (const feed of registrations?.feeds.values() ?? []) feed.dispose();
    for (const overlay of registrations?.overlays ?? []) this.#clearOverlay(plugin, overlay);
  }
}
