import type { Clock } from '../../../base/clock.js';
import type { PluginId } from '../../../wire/plugins/manifest/index.js';

interface Incident {
  readonly atMs: number;
  readonly suspects: ReadonlySet<PluginId>;
}

/**
 * Who brings hosts down.
 *
 * A crash counts against everybody who was active in that host. As only what runs alone can be found guilty, the suspects of a shared crash run alone for `windowMs`, or
 * until one of them was found out: the crashes they shared with it are then forgotten, and they may share a host again.
 */
export class CrashBook {
  readonly #clock: Clock;
  readonly #limit: { readonly crashes: number; readonly windowMs: number };
  #incidents: Incident[] = [];

  constructor(clock: Clock, limit: { readonly crashes: number; readonly windowMs: number }) {
    this.#clock = clock;
    this.#limit = limit;
  }

  /** Returns the culprit when this crash was one too many. Its incidents stay until `forget`. */
  record(suspects: readonly PluginId[]): PluginId | undefined {
    this.#expire();
    this.#incidents.push({ atMs: this.#clock.monotonicMs(), suspects: new Set(suspects) });
    const [only] = suspects;
    return only !== undefined && suspects.length === 1 && this.count(only) >= this.#limit.crashes ? only : undefined;
  }

  count(plugin: PluginId): number {
    this.#expire();
    return this.#incidents.filter(({ suspects }) => suspects.has(plugin)).length;
  }

  mustBeAlone(plugin: PluginId): boolean {
    this.#expire();
    return this.#incidents.some(({ suspects }) => suspects.size > 1 && suspects.has(plugin));
  }

  /** The plugin is disabled, gone or forgiven: incidents with it are settled. Returns whoever else was under suspicion for them. */
  forget(plugin: PluginId): readonly PluginId[] {
    const settled = this.#incidents.filter(({ suspects }) => suspects.has(plugin));
    this.#incidents = this.#incidents.filter(incident => !settled.includes(incident));
    return [...new Set(settled.flatMap(({ suspects }) => [...suspects]))].filter(id => id !== plugin);
  }

  #expire(): void {
    const since = this.#clock.monotonicMs() - this.#limit.windowMs;
    this.#incidents = this.#incidents.filter(({ atMs }) => atMs > since);
  }
}
