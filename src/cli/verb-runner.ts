import type { Disposable } from '../base/disposable.js';
import type { Progress } from '../wire/progress.js';
import type { VerbName, VerbParams, VerbResults } from '../wire/verbs/verb-table.js';

export interface CallOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** Whoever carries out verbs: the agent at the other end of the endpoint, or its core in this process. */
export interface VerbRunner extends Disposable {
  call<N extends VerbName>(verb: N, params: VerbParams<N>, options: CallOptions): Promise<VerbResults[N]>;
}
