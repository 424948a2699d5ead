import type { ErrorTable } from './error-definition.js';

/** What can keep a single file, or the target folder, from being brought back; a restore goes on with the other files. */
export const restoreFileErrors = {
  'restore.target-unusable': { kind: 'environment', retry: 'never' },
  'restore.target-occupied': { kind: 'environment', retry: 'never' },
  'restore.no-permission': { kind: 'environment', retry: 'never' },
  'restore.disk-full': { kind: 'environment', retry: 'never' },
  'restore.name-not-possible': { kind: 'environment', retry: 'never' },
  'restore.kind-not-possible': { kind: 'environment', retry: 'never' },
  'restore.unsafe-path': { kind: 'environment', retry: 'never' },
  'restore.write-failed': { kind: 'environment', retry: 'later' },
  'restore.content-missing': { kind: 'environment', retry: 'never' },
  'restore.content-damaged': { kind: 'environment', retry: 'never' },
} as const satisfies ErrorTable;
