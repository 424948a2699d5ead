import { crowdedFolder, isWithin } from './folders.js';
import type { RelativePath } from './source-event.js';

/**
 * A set of paths that never holds more than `maxPaths`.
 *
 * Past the bound it gives up the paths of the most crowded folder and answers that folder, which the caller must
 * have rescanned. Paths of that folder that come later are kept again: the rescan may begin before they happen.
 */
export class PathBuffer {
  readonly #maxPaths: number;
  #paths = new Set<RelativePath>();

  constructor(maxPaths: number) {
    this.#maxPaths = maxPaths;
  }

  get isEmpty(): boolean {
    return this.#paths.size === 0;
  }

  /** Answers the folder to rescan when the bound was passed. */
  add(path: RelativePath): RelativePath | undefined {
    this.#paths.add(path);
    if (this.#paths.size <= this.#maxPaths) return undefined;
    const folder = crowdedFolder(this.#paths);
    for (const held of this.#paths) {
      if (isWithin(folder, held)) this.#paths.delete(held);
    }
    return folder;
  }

  /** Empties the buffer. */
  take(): readonly RelativePath[] {
    const taken = [...this.#paths];
    this.#paths = new Set();
    return taken;
  }
}
