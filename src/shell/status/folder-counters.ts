import { foldersAbove } from './folders-above.js';
import { type ExternalMark, type MarkedState, type PathMark, stateAsSeenFrom } from './path-mark.js';

type Counts = Record<MarkedState, number>;

/**
 * How many marked paths lie below each folder, by state; folders with none are not held.
 *
 * Cost: the depth of a path for each change of a mark.
 */
export class FolderCounters {
  readonly #counts = new Map<string, Counts>();

  /** Takes a mark's part in the folders above its path in or out. */
  count(path: string, mark: PathMark, by: 1 | -1): void {
    foldersAbove(path).forEach((folder, index) => {
      const state = stateAsSeenFrom(index === 0 ? 'own' : 'above', mark);
      if (state !== undefined) this.#add(folder, state, by);
    });
  }

  /** The same for an external mark, which every folder above sees as it is. */
  countExternal(path: string, { state }: ExternalMark, by: 1 | -1): void {
    for (const folder of foldersAbove(path)) this.#add(folder, state, by);
  }

  /** The strongest state below a folder: problem > in progress > not yet protected. */
  strongest(folder: string): MarkedState | undefined {
    const counts = this.#counts.get(folder);
    if (!counts) return undefined;
    if (counts.problem > 0) return 'problem';
    return counts['in-progress'] > 0 ? 'in-progress' : 'waiting';
  }

  #add(folder: string, state: MarkedState, by: 1 | -1): void {
    const counts = this.#counts.get(folder) ?? { problem: 0, 'in-progress': 0, waiting: 0 };
    counts[state] += by;
    if (counts.problem + counts['in-progress'] + counts.waiting === 0) this.#counts.delete(folder);
    else this.#counts.set(folder, counts);
  }
}
