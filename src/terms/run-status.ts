/** Why a run is not complete (product terms of the history, [未完了]). */
export type RunReason =
  | 'invalid-settings' | 'no-access' | 'network-drive-no-access' | 'forbidden-characters' | 'capacity-shortage' | 'communication-error'
  | 'out-of-memory' | 'path-too-long' | 'interrupted' | 'power-loss' | 'file-too-large' | 'device-restricted' | 'folder-creation-failed'
  | 'unexpected-change' | 'several-errors';

export type RunStatus = 'completed' | RunReason;

/** The reason that a per-file error counts as; what is not listed means that the file changed or could not be read. */
const REASON_BY_CODE: Readonly<Record<string, RunReason>> = {
  'file.no-permission': 'no-access', 'file.locked': 'no-access', 'file.encrypted': 'no-access', 'file.read-failed': 'no-access',
  'folder.no-permission': 'no-access', 'folder.read-failed': 'no-access', 'folder.unmounted': 'no-access', 'scan.root-gone': 'no-access', 'scan.root-unreadable': 'no-access',
  'file.name-too-long': 'path-too-long', 'file.too-deep': 'path-too-long',
  'file.changing': 'unexpected-change', 'file.vanished': 'unexpected-change',
  'restore.no-permission': 'no-access', 'restore.target-unusable': 'no-access', 'restore.name-not-possible': 'path-too-long',
  'restore.disk-full': 'capacity-shortage', 'restore.changed-since': 'unexpected-change',
  'database.address-invalid': 'invalid-settings', 'database.tool-missing': 'invalid-settings', 'database.file-missing': 'no-access',
  'database.dump-failed': 'communication-error', 'database.time-limit': 'communication-error',
  'store.full': 'capacity-shortage', 'store.gone': 'communication-error', 'store.io': 'communication-error',
};

/** One status per run: completed, the one reason all failures share, or "several kinds of error". */
export function statusOfRun(failureCodes: Iterable<string>): RunStatus {
  const reasons = new Set<RunReason>();
  for (const code of failureCodes) reasons.add(REASON_BY_CODE[code] ?? 'unexpected-change');
  const [reason] = reasons;
  if (reason === undefined) return 'completed';
  return reasons.size === 1 ? reason : 'several-errors';
}
