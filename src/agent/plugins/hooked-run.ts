import type { RunScope } from '../../core/backup/backup-runner.js';
import type { FileFailure } from '../../core/backup/run-report.js';
import type { SourceSettings } from '../../core/backup/source-settings.js';
import type { PathFailure, RunSummary } from '../../wire/verbs/results.js';

export interface HookedRunPlan {
  readonly kind: 'scheduled' | 'manual';
  /** The sources that are to be backed up as a whole. */
  readonly sources: readonly SourceSettings[];
  /** The scheduled slot, for the history. */
  readonly slot?: string | undefined;
}

/** A run that plugins have prepared. */
export interface HookedRun {
  /** What plugins made, to be backed up before the run's own sources; `problems` belong into that run. */
  readonly work: readonly { readonly source: SourceSettings; readonly scope: RunScope; readonly problems: readonly FileFailure[] }[];
  /** Ids of sources that are left out this time because a hook failed. */
  readonly skipped: ReadonlySet<string>;
  /** What went wrong and is in no run of `work`. */
  readonly errors: readonly PathFailure[];
  /** The run's number, when the history has rows of it already. */
  readonly number: number | undefined;
  /** Tells plugins how the run ended; to be called whatever happened. Never rejects; once `signal` fires, they have 10 s. */
  end(runs: readonly RunSummary[], signal: AbortSignal): Promise<void>;
}

/** What plugins do around scheduled and manual runs, as the parts of the agent that make runs need it. */
export interface RunHooks {
  /**
   * Asks the hooks. Of one that failed its contribution says what follows: with `warn` the run is made, and the history shows the problem; with `skip` the sources it
   * covers are left out; with `fail` this rejects with what the plugin told. What is not run has its row in the history.
   *
   * @throws the signal's reason; of a `fail` hook, its CodedError
   */
  begin(plan: HookedRunPlan, signal: AbortSignal): Promise<HookedRun>;
}
