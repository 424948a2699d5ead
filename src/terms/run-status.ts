import { reasonOfCode } from './reason-of-code.js';
import type { RunReason } from './run-reasons.js';

export type { RunReason } from './run-reasons.js';

export type RunStatus = 'completed' | RunReason;

/** One status per run: completed, the one reason all failures share, or "several kinds of error". */
export function statusOfRun(failureCodes: Iterable<string>): RunStatus {
  const reasons = new Set<RunReason>();
  for (const code of failureCodes) reasons.add(reasonOfCode(code));
  const [reason] = reasons;
  if (reason === undefined) return 'completed';
  return reasons.size === 1 ? reason : 'several-errors';
}
