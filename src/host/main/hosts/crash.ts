import type { PluginId } from '../../../wire/plugins/manifest/index.js';

/** How a host process came to its end without being asked. `not-started`: before it said hello, so that no plugin can be the reason. */
export type CrashCause = 'not-started' | 'exit' | 'signal' | 'out-of-memory' | 'protocol' | 'unresponsive';

/** What an unresponsive host was doing. */
export interface HostProfile {
  /** The JavaScript stack at the moment of the verdict, innermost first; undefined where the platform gives none (Windows) or no JavaScript ran. */
  readonly stack: string | undefined;
  /** Processor time of the process since its start; undefined where it cannot be read. */
  readonly cpuMs: number | undefined;
}

export interface Crash {
  readonly cause: CrashCause;
  /** One line for the log: exit code, signal, breach. */
  readonly detail: string;
  /** Plugins that were active, or on their way in or out. */
  readonly suspects: readonly PluginId[];
  /** The last that the process wrote to its standard outputs. */
  readonly output: string;
  readonly profile?: HostProfile | undefined;
}

/** A plugin that was found to bring its host down, and was disabled for it. */
export interface Culprit {
  readonly plugin: PluginId;
  readonly crashes: number;
  readonly last: Crash;
}
