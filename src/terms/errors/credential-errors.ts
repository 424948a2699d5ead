import type { ErrorTable } from './error-definition.js';

/** What can go wrong where keys and passwords are kept, and what a person should know about the place. */
export const credentialErrors = {
  'credential.store-locked': { kind: 'environment', retry: 'later' },
  'credential.store-unavailable': { kind: 'environment', retry: 'later' },
  'credential.unknown-store': { kind: 'expected', retry: 'never' },
  'credential.unstorable-secret': { kind: 'expected', retry: 'never' },
  'credential.file-exposed': { kind: 'environment', retry: 'never' },
  'credential.file-damaged': { kind: 'environment', retry: 'never' },
  'credential.file-unusable': { kind: 'environment', retry: 'later' },
  // The two below are warnings: the store works, but less well than it could.
  'credential.kept-in-file': { kind: 'environment', retry: 'never' },
  'credential.kept-in-file-while-locked': { kind: 'environment', retry: 'never' },
} as const satisfies ErrorTable;
