import type { ErrorTable } from './error-definition.js';

/** What can go wrong when somebody looks for or brings back a version. */
export const restoreErrors = {
  'restore.bad-time': { kind: 'expected', retry: 'never' },
  'restore.unknown-path': { kind: 'expected', retry: 'never' },
  'restore.unknown-version': { kind: 'expected', retry: 'never' },
  'restore.unknown-run': { kind: 'expected', retry: 'never' },
  'restore.unknown-source': { kind: 'expected', retry: 'never' },
  'restore.ambiguous-source': { kind: 'expected', retry: 'never' },
  'restore.needs-target': { kind: 'expected', retry: 'never' },
  'restore.inside-vault': { kind: 'expected', retry: 'never' },
  'restore.nothing-to-undo': { kind: 'expected', retry: 'never' },
  'restore.changed-since': { kind: 'expected', retry: 'never' },
} as const satisfies ErrorTable;
