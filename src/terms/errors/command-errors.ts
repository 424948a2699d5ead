import type { ErrorTable } from './error-definition.js';

/** Why a menu's command did nothing. */
export const commandErrors = {
  'commands.one-path-needed': { kind: 'expected', retry: 'never' },
  'commands.no-previous-version': { kind: 'expected', retry: 'never' },
} as const satisfies ErrorTable;
