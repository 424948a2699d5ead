import type { CapabilityName } from '../../../wire/plugins/manifest/index.js';
import type { Transport } from '../../rpc/index.js';
import type { HostProfile } from './crash.js';

/** What a host is started for; its permissions follow from it. */
export interface HostSpec {
  /** How the log calls it. */
  readonly name: string;
  readonly granted: readonly CapabilityName[];
  /** Folders of the plugins that may be loaded into it. */
  readonly folders: readonly string[];
  /** Their storage folders. */
  readonly storages: readonly string[];
}

export interface HostEnd {
  readonly code: number | undefined;
  readonly signal: string | undefined;
  readonly outOfMemory: boolean;
  /** The last that came over its standard outputs. */
  readonly output: string;
  /** It never came to be. */
  readonly failure?: Error | undefined;
}

/** A place where plugins run, as long as its transport is open. */
export interface StartedHost {
  readonly transport: Transport;
  readonly pid: number | undefined;
  /** Never rejects. Whatever happens to the host, this comes after it. */
  readonly ended: Promise<HostEnd>;
  /** Present when the host can be blocked without the agent being blocked. Says what it is doing; it ends for that. Never rejects. */
  interrupt?(): Promise<HostProfile>;
  /** Memory that it holds, heap and buffers; undefined where that cannot be told. Never rejects. */
  residentBytes?(): Promise<number | undefined>;
  /** Ends it at once, with whatever it has started. */
  kill(): void;
}

/** Where hosts come from: processes, or the agent itself for what comes with the product. */
export interface HostStarter {
  /** Never throws: a host that cannot be started has ended, with a failure. */
  start(spec: HostSpec): StartedHost;
}
