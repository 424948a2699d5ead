import type { RunStatus } from '../../terms/run-status.js';
import type { RunKind } from '../ports/catalog.js';
import type { RunCounts } from '../vault/runs/run-root.js';
import type { RelativePath } from '../watch/source-event.js';

/** One file's failure in a run; the path is relative to the source. */
export interface FileFailure {
  readonly path: RelativePath;
  readonly code: string;
  readonly message: string;
}

/** What became of a run. */
export interface RunReport {
  readonly source: string;
  readonly kind: RunKind;
  /** undefined: a continuous save that found nothing to save, of which nothing is kept. */
  readonly committed: { readonly sequence: number; readonly digest: string } | undefined;
  readonly number: string;
  readonly startedMs: number;
  readonly finishedMs: number;
  readonly status: RunStatus;
  readonly counts: RunCounts;
  readonly storedBytes: number;
  readonly failures: readonly FileFailure[];
  /** false: it was asked to end early, and is a part of what was wanted: another run goes on from there. */
  readonly complete: boolean;
  /** The writer was expelled while it made the run, so that what the run refers to may have been collected: it does not count until another run has checked everything. */
  readonly expelled: boolean;
}
