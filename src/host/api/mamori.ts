import type { Commands } from './commands.js';
import type { Destinations } from './destinations.js';
import type { MamoriError } from './error.js';
import type { Events } from './events.js';
import type { Menus, Overlays } from './menus.js';
import type { Notices } from './notices.js';
import type { Proposed } from './proposed.js';
import type { Restores, Runs, Sources, Versions } from './protection.js';
import type { Configuration, Secrets } from './settings.js';

/**
 * All that a plugin can reach. There is no window: what a plugin wants to show goes through menus, notices and settings.
 *
 * Versioned by `engines.mamori` (https://semver.org): within a major version things are added, never changed.
 */
export interface Mamori {
  /** The version of this API. */
  readonly version: string;
  readonly commands: Commands;
  readonly menus: Menus;
  readonly overlays: Overlays;
  readonly notices: Notices;
  readonly sources: Sources;
  readonly runs: Runs;
  readonly versions: Versions;
  readonly restore: Restores;
  readonly destinations: Destinations;
  readonly configuration: Configuration;
  readonly secrets: Secrets;
  readonly events: Events;
  readonly proposed: Proposed;
  /** Makes a failure whose code reaches the caller. */
  error(code: string, message: string): MamoriError;
}
