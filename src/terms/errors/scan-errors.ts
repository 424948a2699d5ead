import type { ErrorTable } from './error-definition.js';

/** What ends a scan of a source, and what it meets in single folders. C++ names the same codes. */
export const scanErrors = {
  'scan.root-gone': { kind: 'expected', retry: 'later' },
  'scan.root-unreadable': { kind: 'expected', retry: 'later' },
  'scan.directory-denied': { kind: 'expected', retry: 'never' },
  'scan.directory-vanished': { kind: 'expected', retry: 'later' },
  'scan.directory-unreadable': { kind: 'environment', retry: 'later' },
  'scan.directory-cycle': { kind: 'expected', retry: 'never' },
} as const satisfies ErrorTable;
