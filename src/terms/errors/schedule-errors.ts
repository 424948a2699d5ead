import type { ErrorTable } from './error-definition.js';

/** What can be wrong with the times that somebody wants backups at. */
export const scheduleErrors = {
  'schedule.bad-time': { kind: 'expected', retry: 'never' },
  'schedule.bad-days': { kind: 'expected', retry: 'never' },
  'schedule.bad-pause-window': { kind: 'expected', retry: 'never' },
  'schedule.bad-catch-up': { kind: 'expected', retry: 'never' },
  'schedule.no-time': { kind: 'expected', retry: 'never' },
  'schedule.unknown-zone': { kind: 'environment', retry: 'never' },
} as const satisfies ErrorTable;
