import type { ErrorTable } from './error-definition.js';

/** Why a database could not be dumped before a backup. */
export const databaseErrors = {
  'database.address-invalid': { kind: 'expected', retry: 'never' },
  'database.tool-missing': { kind: 'expected', retry: 'never' },
  'database.dump-failed': { kind: 'environment', retry: 'later' },
  'database.time-limit': { kind: 'environment', retry: 'later' },
  'database.file-missing': { kind: 'expected', retry: 'never' },
  'database.file-damaged': { kind: 'environment', retry: 'never' },
} as const satisfies ErrorTable;
