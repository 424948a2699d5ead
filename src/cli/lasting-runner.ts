import type { VerbName, VerbParams, VerbResults } from '../wire/verbs/verb-table.js';
import type { CallOptions, VerbRunner } from './verb-runner.js';

/**
 * A runner that outlives the process behind it: while a person thinks about an answer, another command that served this one may end.
 *
 * Somebody new is found only before a call; a call that was under way when its runner went fails, because nobody knows how much of it was done.
 */
export class LastingRunner implements VerbRunner {
  readonly #find: () => Promise<VerbRunner>;
  #runner: VerbRunner;

  constructor(runner: VerbRunner, find: () => Promise<VerbRunner>) {
    this.#runner = runner;
    this.#find = find;
  }

  get isLost(): boolean {
    return this.#runner.isLost ?? false;
  }

  get guests(): number {
    return this.#runner.guests ?? 0;
  }

  async call<N extends VerbName>(verb: N, params: VerbParams<N>, options: CallOptions): Promise<VerbResults[N]> {
    if (this.isLost) {
      await this.#runner.dispose();
      this.#runner = await this.#find();
    }
    return this.#runner.call(verb, params, options);
  }

  async dispose(): Promise<void> {
    await this.#runner.dispose();
  }
}
