/** Runs that are under way: somebody may wait for what they save, so what is not urgent gives way to them. */
export class RunsUnderWay {
  #going = 0;
  #passed: Promise<void> | undefined;
  #pass: () => void = () => undefined;

  /** Returns what ends it. */
  begin(): () => void {
    this.#going += 1;
    this.#passed ??= new Promise(resolve => { this.#pass = resolve; });
    return () => {
      this.#going -= 1;
      if (this.#going > 0) return;
      this.#passed = undefined;
      this.#pass();
    };
  }

  /** Resolves when none is under way, the same promise for each asking until then; undefined while none is. */
  passed(): Promise<void> | undefined {
    return this.#passed;
  }
}
