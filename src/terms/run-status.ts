import { reasonOfCode } from './reason-of-code.js';

/** Why a run is not complete (product terms of the history, [未完了]). */
export const runReasons = [
  'invalid-settings', 'no-access', 'network-drive-no-access', 'forbidden-characters', 'capacity-shortage', 'communication-error', 'out-of-memory', 'path-too-long', 'interrupted', 'power-loss',
  'file-too-large', 'device-restricted', 'folder-creation-failed', 'unexpected-change', 'several-errors',
] as const;
export type RunReason = (typeof runReasons)[number];

export type RunStatus = 'completed' | RunReason;

/** One status per run: completed, the one reason all failures share, or "several kinds of error". */
export function statusOfRun(failureCodes: Iterable<string>): RunStatus {
  const reasons = new Set<RunReason>();
  for (const code of failureCodes) reasons.add(reasonOfCode(code));
  const [reason] = reasons;
  if (reason === undefined) return 'completed';
  return reasons.size === 1 ? reason : 'several-errors';
}
