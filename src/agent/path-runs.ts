/** Runs of continuous protection that are under way: a person who saved a file waits for them, so what is not urgent gives way to them. */
export class PathRuns {
  #going = 0;
  #waiting: (() => void)[] = [];

  /** Returns what ends it. */
  begin(): () => void {
    this.#going += 1;
    return () => {
      this.#going -= 1;
      if (this.#going > 0) return;
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const goOn of waiting) goOn();
    };
  }

  /** Resolves when none is under way; undefined while that is so. */
  passed(): Promise<void> | undefined {
    return this.#going === 0 ? undefined : new Promise(resolve => { this.#waiting.push(resolve); });
  }
}
