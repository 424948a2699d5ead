import type { Disposable } from './disposable.js';

/** The languages of the product. */
export type Language = 'ja' | 'en';

/** What a plugin knows about itself, and the places that are its own. */
export interface PluginContext {
  /** `publisher.name`. */
  readonly pluginId: string;
  readonly version: string;
  /** The language that the person reads Mamori in; what a plugin tells people (notices, reasons, answers of commands) should be in it. */
  readonly language: Language;
  /** Folder of the installed plugin; read-only by convention and by the host's permissions. */
  readonly pluginPath: string;
  /** A folder that only this plugin writes to; it stays over updates and goes when the plugin is removed. */
  readonly storagePath: string;
  /** Disposed in reverse order after `deactivate`. */
  readonly subscriptions: Disposable[];
  /** Small values that outlive a restart; 1 MiB in all. */
  readonly state: Memento;
  readonly log: PluginLogger;
  /** Capabilities that the person granted; what was not granted is refused with `plugin.capability-missing`. */
  readonly capabilities: ReadonlySet<string>;
  /** Fires when the plugin is about to be deactivated: long work stops. */
  readonly signal: AbortSignal;
  /** Makes a text channel: `mamori plugin list` shows its newest lines under the plugin's name while the agent runs, the log keeps all. */
  createOutputChannel(name: string): OutputChannel;
}

/** JSON values by key. `update` with `undefined` removes the key; it resolves when the value is on disk. */
export interface Memento {
  get<T>(key: string): Promise<T | undefined>;
  update(key: string, value: unknown): Promise<void>;
  keys(): Promise<readonly string[]>;
}

/** Lines in the agent's log, marked with the plugin's id. Never put secrets or file content there. */
export interface PluginLogger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

export interface OutputChannel extends Disposable {
  readonly name: string;
  appendLine(line: string): void;
}
