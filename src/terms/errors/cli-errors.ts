import type { ErrorTable } from './error-definition.js';

/** What can go wrong on the command line itself. */
export const cliErrors = {
  'cli.wrong-usage': { kind: 'expected', retry: 'never' },
  'cli.file-not-written': { kind: 'environment', retry: 'never' },
} as const satisfies ErrorTable;
