import type { Disposable } from '../base/disposable.js';
import type { Progress } from '../wire/progress.js';
import type { VerbName, VerbParams, VerbResults } from '../wire/verbs/verb-table.js';

export interface CallOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** Whoever carries out verbs: the agent at the other end of the endpoint, or its core in this process. */
export interface VerbRunner extends Disposable {
  /** The other end is gone: no further call can succeed. */
  readonly isLost?: boolean;
  /** Other commands that this process serves meanwhile; `dispose` waits for them. */
  readonly guests?: number;
  call<N extends VerbName>(verb: N, params: VerbParams<N>, options: CallOptions): Promise<VerbResults[N]>;
}
