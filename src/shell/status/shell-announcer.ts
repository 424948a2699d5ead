import type { Clock, Timer } from '../../base/clock.js';
import type { Disposable } from '../../base/disposable.js';

export interface Announcement {
  readonly folder: Buffer; // as the file manager spells it
  readonly path: Buffer; //   of the item in it; the folder itself when all in it is meant
}

/** A file manager draws anew for each; a hundred a second is what one shows without stuttering. */
const MAX_A_SECOND = 100;
const SECOND_MS = 1_000;

/**
 * Tells file managers what changed, at most 100 times a second. What is more becomes one notice for its folder, at the end of the second; where even those are more, they take
 * turns of a second. Memory: one entry for each folder that is shown.
 */
export class ShellAnnouncer implements Disposable {
  readonly #clock: Clock;
  readonly #announce: (what: 'item' | 'folder', path: Buffer) => void;
  readonly #waiting = new Map<string, Buffer>();
  #told = 0;
  #window: Timer | undefined;

  constructor(clock: Clock, announce: (what: 'item' | 'folder', path: Buffer) => void) {
    this.#clock = clock;
    this.#announce = announce;
  }

  item({ folder, path }: Announcement): void {
    if (this.#waiting.has(folder.toString('latin1'))) return; // its folder's notice tells it as well
    if (this.#told < MAX_A_SECOND) this.#tell('item', path);
    else this.#wait(folder);
  }

  folder(folder: Buffer): void {
    if (this.#told < MAX_A_SECOND) this.#tell('folder', folder);
    else this.#wait(folder);
  }

  dispose(): void {
    this.#window?.cancel();
    this.#window = undefined;
    this.#waiting.clear();
  }

  #wait(folder: Buffer): void {
    this.#waiting.set(folder.toString('latin1'), folder);
  }

  #tell(what: 'item' | 'folder', path: Buffer): void {
    this.#told++;
    this.#window ??= this.#clock.after(SECOND_MS, () => this.#nextSecond(), { unref: true });
    this.#announce(what, path);
  }

  #nextSecond(): void {
    this.#window = undefined;
    this.#told = 0;
    for (const [key, folder] of [...this.#waiting].slice(0, MAX_A_SECOND)) {
      this.#waiting.delete(key);
      this.#tell('folder', folder);
    }
  }
}
