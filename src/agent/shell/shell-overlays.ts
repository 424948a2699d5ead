import { normalize, relative, sep } from 'node:path';
import type { Clock, Timer } from '../../base/clock.js';
import type { Disposable } from '../../base/disposable.js';
import type { ExternalMark } from '../../shell/status/path-mark.js';
import { PLUGIN_REASON } from '../../terms/shell-reasons.js';
import type { OverlayMarks } from '../plugins/overlay-marks.js';
import { liesIn } from '../sources.js';

/** Where marks are drawn: a root's status (src/shell/status). */
export interface MarkedRoot {
  markExternally(path: string, mark: ExternalMark | undefined): void;
}

/** However often a plugin says something else, it is drawn no more often than this. */
const GATHER_MS = 250;

/**
 * Carries what plugins say of paths to the status table's roots. A path in no root is not drawn; `mamori why` tells of it all the same.
 *
 * Cost: per drawing, a look at every root for each path whose marks have changed.
 */
export class ShellOverlays implements Disposable {
  readonly #marks: OverlayMarks;
  readonly #clock: Clock;
  readonly #roots = new Map<string, { readonly folder: string; readonly status: MarkedRoot }>();
  readonly #due = new Set<string>();
  readonly #subscription: { unsubscribe(): void };
  #gathering: Timer | undefined;

  constructor(marks: OverlayMarks, clock: Clock) {
    this.#marks = marks;
    this.#clock = clock;
    this.#subscription = marks.changes.subscribe(paths => this.#gather(paths));
  }

  /** From now on marks are drawn in this root; what plugins have said already, too. */
  add(source: string, folder: string, status: MarkedRoot): void {
    this.#roots.set(source, { folder, status });
    this.#gather(this.#marks.paths());
  }

  remove(source: string): void {
    this.#roots.delete(source);
  }

  dispose(): void {
    this.#subscription.unsubscribe();
    this.#gathering?.cancel();
    this.#roots.clear();
  }

  #gather(paths: Iterable<string>): void {
    for (const path of paths) this.#due.add(path);
    if (this.#due.size > 0) this.#gathering ??= this.#clock.after(GATHER_MS, () => this.#draw(), { unref: true });
  }

  #draw(): void {
    this.#gathering = undefined;
    const paths = [...this.#due];
    this.#due.clear();
    for (const path of paths) {
      const [strongest] = this.#marks.of(path);
      const mark = strongest && { state: strongest.state, reason: PLUGIN_REASON };
      const place = normalize(path);
      for (const { folder, status } of this.#roots.values()) if (liesIn(place, folder)) status.markExternally(relative(folder, place).replaceAll(sep, '/'), mark);
    }
  }
}
