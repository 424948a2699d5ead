import type { ErrorTable } from './error-definition.js';

/** What can go wrong inside the native engine, whatever it is at work on; C++ names the same codes. */
export const engineErrors = {
  'engine.crypto-unavailable': { kind: 'environment', retry: 'never' },
  'engine.out-of-memory': { kind: 'environment', retry: 'later' },
  'index.damaged': { kind: 'environment', retry: 'never' },
  'index.unreadable': { kind: 'environment', retry: 'later' },
  'index.unwritable': { kind: 'environment', retry: 'later' },
} as const satisfies ErrorTable;
