/** Why a run is not complete (product terms of the history, [未完了]). */
export const runReasons = [
  'invalid-settings', 'no-access', 'network-drive-no-access', 'forbidden-characters', 'capacity-shortage', 'communication-error', 'out-of-memory', 'path-too-long', 'interrupted', 'power-loss',
  'file-too-large', 'device-restricted', 'folder-creation-failed', 'unexpected-change', 'several-errors',
] as const;
export type RunReason = (typeof runReasons)[number];
