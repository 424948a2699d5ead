import { Emitter } from '../../base/emitter.js';
import type { OverlayMark } from '../../host/api/index.js';

/** A mark and whose it is. */
export interface PluginMark extends OverlayMark {
  readonly plugin: string;
}

/**
 * What plugins say of paths: "in progress" or "problem", with a reason. In memory only: marks end with their plugin's life, and a plugin that starts again says them again.
 *
 * Cost: `of` is a look in as many maps as overlays have marks; plugins hand over at most 1,000 paths an overlay (the method's schema).
 */
export class OverlayMarks {
  readonly #overlays = new Map<string, ReadonlyMap<string, PluginMark>>();
  /** Paths whose marks have changed. */
  readonly changes = new Emitter<readonly string[]>();

  /** Replaces what one overlay marks. */
  assign(plugin: string, overlay: string, marks: readonly OverlayMark[]): void {
    const key = `${plugin}/${overlay}`;
    const before = this.#overlays.get(key) ?? new Map<string, PluginMark>();
    const after = new Map(marks.map(({ path, state, reason }) => [path, { path, state, reason, plugin }]));
    if (after.size === 0) this.#overlays.delete(key);
    else this.#overlays.set(key, after);
    const changed = [...new Set([...before.keys(), ...after.keys()])].filter(path => !isSame(before.get(path), after.get(path)));
    if (changed.length > 0) this.changes.fire(changed);
  }

  /** A problem before what is in progress. */
  of(path: string): readonly PluginMark[] {
    return [...this.#overlays.values()].flatMap(marks => marks.get(path) ?? []).sort((a, b) => Number(b.state === 'problem') - Number(a.state === 'problem'));
  }

  /** Every path that has a mark; one with marks of several overlays comes as often. */
  * paths(): Generator<string, void, undefined> {
    for (const marks of this.#overlays.values()) yield* marks.keys();
  }
}

function isSame(one: PluginMark | undefined, other: PluginMark | undefined): boolean {
  return one?.state === other?.state && one?.reason === other?.reason;
}
