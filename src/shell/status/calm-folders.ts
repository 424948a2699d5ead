import type { Clock, Timer } from '../../base/clock.js';

export interface CalmFoldersOptions<State extends string> {
  readonly clock: Clock;
  readonly calmMs: number;
  readonly usual: State; //                                     that of folders never looked at
  readonly current: (folder: string) => State;
  readonly show: (folder: string, state: State) => void;
}

/**
 * Keeps folders from flickering: what is shown of one changes at most once in `calmMs`.
 *
 * A change comes through at once when the last one is long enough ago; otherwise the state of that later moment does. Memory: folders
 * that changed within `calmMs`, or are not as usual.
 */
export class CalmFolders<State extends string> {
  readonly #options: CalmFoldersOptions<State>;
  readonly #shown = new Map<string, { readonly state: State; readonly rest: Timer | undefined }>();

  constructor(options: CalmFoldersOptions<State>) {
    this.#options = options;
  }

  /** What is shown of a folder at this moment. */
  shown(folder: string): State {
    return this.#shown.get(folder)?.state ?? this.#options.usual;
  }

  /** Something below the folder has changed. */
  touch(folder: string): void {
    if (this.#shown.get(folder)?.rest) return;
    const state = this.#options.current(folder);
    if (state === this.shown(folder)) return;
    const rest = this.#options.clock.after(this.#options.calmMs, () => this.#rested(folder), { unref: true });
    this.#shown.set(folder, { state, rest });
    this.#options.show(folder, state);
  }

  dispose(): void {
    for (const { rest } of this.#shown.values()) rest?.cancel();
    this.#shown.clear();
  }

  #rested(folder: string): void {
    const state = this.shown(folder);
    if (state === this.#options.usual) this.#shown.delete(folder);
    else this.#shown.set(folder, { state, rest: undefined });
    this.touch(folder);
  }
}
