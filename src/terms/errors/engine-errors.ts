import type { ErrorTable } from './error-definition.js';

/** What can go wrong inside the native engine, whatever it is at work on; C++ names the same codes. */
export const engineErrors = {
  'engine.crypto-unavailable': { kind: 'environment', retry: 'never' },
  'engine.out-of-memory': { kind: 'environment', retry: 'later' },
  'engine.bad-argument': { kind: 'bug', retry: 'never' },
  'engine.callback-failed': { kind: 'bug', retry: 'never' },
  'engine.image-damaged': { kind: 'environment', retry: 'later' },
  'engine.image-unwritable': { kind: 'environment', retry: 'later' },
  'engine.lock-failed': { kind: 'environment', retry: 'later' },
  'engine.not-built': { kind: 'environment', retry: 'never' },
  'index.damaged': { kind: 'environment', retry: 'never' },
  'index.unreadable': { kind: 'environment', retry: 'later' },
  'index.unwritable': { kind: 'environment', retry: 'later' },
} as const satisfies ErrorTable;
