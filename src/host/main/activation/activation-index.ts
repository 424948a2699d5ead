import type { ActivationEvent, Manifest, PluginId } from '../../../wire/plugins/manifest/index.js';

/** Which plugins wait for which event, in the order in which they were installed. Plugins without code wait for nothing. */
export class ActivationIndex {
  readonly #waiting = new Map<ActivationEvent, Set<PluginId>>();

  add({ id, main, activationEvents }: Manifest): void {
    if (main === undefined) return;
    for (const event of activationEvents) {
      const waiting = this.#waiting.get(event) ?? new Set();
      this.#waiting.set(event, waiting.add(id));
    }
  }

  remove({ id, activationEvents }: Manifest): void {
    for (const event of activationEvents) {
      const waiting = this.#waiting.get(event);
      waiting?.delete(id);
      if (waiting?.size === 0) this.#waiting.delete(event);
    }
  }

  waitingFor(event: ActivationEvent): readonly PluginId[] {
    return [...this.#waiting.get(event) ?? []];
  }
}
