import { reasonOfCode } from './reason-of-code.js';
import type { RunReason } from './run-reasons.js';

export type { RunReason } from './run-reasons.js';

export type RunStatus = 'completed' | RunReason;

/** One status per run: completed, the one reason all failures share, or "several kinds of error". `onNetwork`: its source lies on a network drive. */
export function statusOfRun(failureCodes: Iterable<string>, onNetwork = false): RunStatus {
  const reasons = new Set<RunReason>();
  for (const code of failureCodes) reasons.add(reasonOfCode(code, onNetwork));
  const [reason] = reasons;
  if (reason === undefined) return 'completed';
  return reasons.size === 1 ? reason : 'several-errors';
}
