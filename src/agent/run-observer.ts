import type { RunScope } from '../core/backup/backup-runner.js';
import type { RunReport } from '../core/backup/run-report.js';
import type { RecordBatch } from '../core/ports/engine.js';

/** Follows one run; exactly one of `committed`, `failed` and `cancelled` ends it. */
export interface ObservedRun {
  /** What the run will commit, batch by batch; the bytes are the run's own and change after the call. */
  readonly records: (batch: RecordBatch) => void;
  /** The run is in the vault and in the catalog, or found nothing to save. */
  readonly committed: (report: RunReport) => void;
  readonly failed: (code: string) => void;
  readonly cancelled: () => void;
}

/** Told of everything that makes the catalog say something else of a source. Its methods do not throw and cost little: runs wait for them. */
export interface RunObserver {
  /** The run is about to look at its scope, and has not looked at anything yet. */
  readonly runBegan: (source: string, scope: RunScope) => ObservedRun;
  /** The versions at and below these paths are about to be forgotten. */
  readonly forgetting: (source: string, paths: readonly string[]) => void;
}

/** All observers of a workspace, as one. */
export class RunObservers implements RunObserver {
  readonly #observers = new Set<RunObserver>();

  add(observer: RunObserver): void {
    this.#observers.add(observer);
  }

  remove(observer: RunObserver): void {
    this.#observers.delete(observer);
  }

  runBegan(source: string, scope: RunScope): ObservedRun {
    const runs = [...this.#observers].map(observer => observer.runBegan(source, scope));
    return {
      records: batch => runs.forEach(run => run.records(batch)),
      committed: report => runs.forEach(run => run.committed(report)),
      failed: code => runs.forEach(run => run.failed(code)),
      cancelled: () => runs.forEach(run => run.cancelled()),
    };
  }

  forgetting(source: string, paths: readonly string[]): void {
    for (const observer of this.#observers) observer.forgetting(source, paths);
  }
}
