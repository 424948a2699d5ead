import type { Clock } from '../base/clock.js';
import { CodedError } from '../base/coded-error.js';
import type { Logger } from '../base/logger.js';
import type { RunReport } from '../core/backup/run-report.js';
import type { VerbName } from '../wire/verbs/verb-table.js';
import type { ObservedRun, RunObserver } from './run-observer.js';

/** A run's failures beyond these are in the history, and only there. */
const MOST_FAILURES = 1_000;

/**
 * Writes down what became of each run: what people asked for and what the schedule began in a line each, saves of continuous protection and every file that failed only for troubleshooting. Who reads the log later sees
 * what happened when, without the history at hand.
 */
export class RunLog implements RunObserver {
  readonly #logger: Logger;
  readonly #clock: Clock;

  constructor(logger: Logger, clock: Clock) {
    this.#logger = logger;
    this.#clock = clock;
  }

  runBegan(source: string, { type: scope }: Parameters<RunObserver['runBegan']>[1]): ObservedRun {
    const startMs = this.#clock.monotonicMs();
    const about = () => ({ source, scope, ms: Math.round(this.#clock.monotonicMs() - startMs) });
    this.#logger.debug('a run begins', { source, scope });
    return {
      records: () => undefined,
      committed: report => this.#committed(report, about()),
      failed: code => this.#logger.warn('a run failed', { ...about(), code }),
      cancelled: () => this.#logger.info('a run was interrupted', about()),
    };
  }

  forgetting(source: string, paths: readonly string[]): void {
    this.#logger.info('versions are deleted', { source, count: paths.length });
  }

  #committed({ kind, number, status, counts, storedBytes, committed, failures }: RunReport, about: object): void {
    const line = { ...about, kind, number, status, sequence: committed?.sequence, counts, storedBytes };
    if (kind === 'continuous') this.#logger.debug('a run ended', line);
    else this.#logger.info('a run ended', line);
    for (const { path, code, message } of failures.slice(0, MOST_FAILURES)) this.#logger.debug('not saved', { path, code, detail: message });
  }
}

/** Carries a verb out and writes down that it was asked for, how long it took and what it failed of: for troubleshooting. */
export async function loggedVerb<T>({ logger, clock }: { readonly logger: Logger; readonly clock: Clock }, verb: VerbName, carryOut: () => Promise<T>): Promise<T> {
  const startMs = clock.monotonicMs();
  const ms = () => Math.round(clock.monotonicMs() - startMs);
  try {
    const result = await carryOut();
    logger.debug('a verb was carried out', { verb, ms: ms() });
    return result;
  } catch (failure) {
    logger.debug('a verb failed', { verb, ms: ms(), ...(failure instanceof CodedError ? { code: failure.code, detail: failure.message } : { detail: String(failure) }) });
    throw failure;
  }
}
