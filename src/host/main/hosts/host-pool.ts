import { ExtensionHost, type ExtensionHostOptions } from './extension-host.js';
import type { HostStarter } from './host-starter.js';
import type { InstalledPlugin } from './installed-plugin.js';

/** What every host gets, and where hosts come from. */
export interface HostPoolOptions extends Omit<ExtensionHostOptions, 'name' | 'members' | 'started'> {
  /** Starts processes for what was installed, and finds room in the agent for what comes with the product. */
  readonly processes: HostStarter;
  readonly inAgent: HostStarter;
}

/** The hosts that run: one per set of granted capabilities, and one each for plugins that must be alone. */
export class HostPool {
  readonly #options: HostPoolOptions;
  readonly #hosts = new Set<ExtensionHost>();

  constructor(options: HostPoolOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#hosts.size;
  }

  /** The host that takes `plugin`, started if need be. `sharers` are those it may share one with, itself among them; they are what a new host's permissions are made for. */
  hostFor(plugin: InstalledPlugin, sharers: readonly InstalledPlugin[]): ExtensionHost {
    const name = nameOf(plugin, sharers.length === 0);
    for (const host of this.#hosts) if (host.name === name && host.takes(plugin)) return host;
    const members = sharers.length === 0 ? [plugin] : sharers.filter(other => nameOf(other, false) === name);
    const { processes, inAgent, ...rest } = this.#options;
    const started = (plugin.builtIn ? inAgent : processes).start({
      name, granted: plugin.granted, folders: members.map(({ folder }) => folder), storages: members.map(({ storage }) => storage),
    });
    const host = new ExtensionHost({ ...rest, name, members, started });
    this.#hosts.add(host);
    rest.logger.info('extension host started', { host: name, pid: started.pid });
    return host;
  }

  /** Forgets a host that is over. */
  release(host: ExtensionHost): void {
    if (host.over) this.#hosts.delete(host);
  }

  /** Ends them all; resolves when none is left. */
  async end(): Promise<void> {
    await Promise.all([...this.#hosts].map(host => host.end()));
    this.#hosts.clear();
  }
}

function nameOf({ builtIn, granted, manifest: { id } }: InstalledPlugin, alone: boolean): string {
  const shared = builtIn ? 'agent' : granted.toSorted().join('+') || 'no capabilities';
  return alone ? `${shared} (${id} alone)` : shared;
}
