import type { DirtyRange, DirtyRanges, DirtyToken, OpenDirtyRange } from '../../src/core/ports/dirty-ranges.js';
import { isWithin } from '../../src/core/watch/folders.js';

/** Dirty ranges without a disk; `failNext` makes the next calls of `add` fail, as a full disk would. */
export class MemoryDirtyRanges implements DirtyRanges {
  failNext = 0;
  #marks = 0;
  #open: OpenDirtyRange[] = [];

  async add(range: DirtyRange): Promise<DirtyToken> {
    await Promise.resolve();
    if (this.failNext > 0) {
      this.failNext -= 1;
      throw new Error('the disk is full');
    }
    const { root, folder, reason } = range;
    const same = (open: OpenDirtyRange) => open.root === root && open.folder === folder;
    const since = Math.min(range.since, this.#open.find(same)?.since ?? range.since);
    const token = { root, folder, mark: (this.#marks += 1) };
    this.#open = [...this.#open.filter(open => !same(open)), { root, folder, reason, since, token }];
    return token;
  }

  async open(root: string): Promise<readonly OpenDirtyRange[]> {
    return this.#open.filter(range => range.root === root);
  }

  async clear({ root, folder, mark }: DirtyToken): Promise<boolean> {
    this.#open = this.#open.filter(open => open.root !== root || !isWithin(folder, open.folder) || open.token.mark > mark);
    return !this.#open.some(open => open.root === root && open.folder === folder);
  }

  async forget(root: string): Promise<void> {
    this.#open = this.#open.filter(open => open.root !== root);
  }
}
