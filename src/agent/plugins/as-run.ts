import type { Run, RunKind } from '../../host/api/index.js';
import type { RunSummary } from '../../wire/verbs/results.js';

/** A run as plugins see it. */
export function asRun({ number, source, kind, status, reason, startedMs, finishedMs, files, bytes, failed }: RunSummary): Run {
  return { number, source, kind: kind satisfies RunKind, status, reason, startedMs, finishedMs, files, bytes, failed };
}
