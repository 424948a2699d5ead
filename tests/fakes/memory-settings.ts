import type { SettingsStore } from '../../src/core/ports/local-catalog-state.js';

/** Settings that end with the process. */
export class MemorySettings implements SettingsStore {
  readonly #values = new Map<string, unknown>();

  get(name: string): unknown {
    return this.#values.get(name);
  }

  set(name: string, value: unknown): void {
    if (value === undefined) this.#values.delete(name);
    else this.#values.set(name, value);
  }

  list(prefix: string): ReadonlyMap<string, unknown> {
    return new Map([...this.#values].filter(([name]) => name.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
