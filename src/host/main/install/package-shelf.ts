import type { PluginId } from '../../../wire/plugins/manifest/index.js';
import type { PluginOrigin } from './package-spec.js';
import type { PackageFacts } from './plugin-registry.js';

/** A package that lies unpacked and sealed in a private folder, waiting to be installed or thrown away. */
export interface StagedPackage extends PackageFacts {
  readonly staged: string; //       names it until then
  readonly origin: PluginOrigin;
  readonly manifestText: string;
}

/** Where packages are fetched to and where installed versions stand. Failures are `plugin.*`; what fails leaves nothing behind. */
export interface PackageShelf {
  /**
   * Fetches and unpacks a package, runs nothing of it, makes its files read-only and brings them to the disk.
   *
   * @throws CodedError `plugin.source-missing`, `plugin.npm-missing`, `plugin.package-unavailable`, `plugin.bad-archive`, `plugin.unsafe-package`,
   *   `plugin.package-too-large`, `plugin.not-stored`
   */
  stage(origin: PluginOrigin, signal: AbortSignal): Promise<StagedPackage>;
  /** Whether a staged package has the file. */
  has(staged: string, path: string): boolean;
  /** Remembers a staged package for a later answer, with a note; beyond a few the oldest is thrown away. */
  hold(staged: StagedPackage, note: string): Promise<void>;
  /** A package that is held, with its note. */
  held(staged: string): { readonly staged: StagedPackage; readonly note: string } | undefined;
  discard(staged: string): Promise<void>;
  /** Moves a staged package to its place. Synchronous, and durable when it returns; until the registry names `folder` it counts for nothing. */
  commit(staged: string, plugin: PluginId, folder: string): void;
  /** Removes every version of a plugin but `keep`. Failures wait for the next sweep. */
  tidy(plugin: PluginId, keep: string | undefined): Promise<void>;
  /**
   * Removes what no plugin needs: versions of an installation that was interrupted, plugins that were taken away. For times at which no plugin runs.
   * `current` is the folder of each plugin; folders are listed in the same breath, so that an installation at the same time loses nothing.
   */
  sweep(current: ReadonlyMap<string, string>): Promise<void>;
  /** Digest of what is installed now, to compare with the registry's; reads every file. */
  digest(plugin: PluginId, folder: string): Promise<string>;
  folderOf(plugin: PluginId, folder: string): string;
  /** Takes the plugin's own files away. */
  removeStorage(plugin: PluginId): Promise<void>;
}
