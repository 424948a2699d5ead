import type { ErrorTable } from './error-definition.js';

/** What can go wrong with starting at login. */
export const autostartErrors = {
  'autostart.not-set': { kind: 'environment', retry: 'later' },
  'autostart.no-launcher': { kind: 'environment', retry: 'never' },
  'autostart.off': { kind: 'expected', retry: 'never' },
  'autostart.outdated': { kind: 'expected', retry: 'never' },
  'autostart.other-home': { kind: 'expected', retry: 'never' },
  'autostart.no-daily-check': { kind: 'expected', retry: 'never' },
} as const satisfies ErrorTable;
