import type { ErrorTable } from './error-definition.js';

/** What can go wrong between two processes of the product. */
export const wireErrors = {
  'wire.bad-frame': { kind: 'bug', retry: 'never' },
  'wire.bad-request': { kind: 'expected', retry: 'never' },
  'wire.unknown-verb': { kind: 'expected', retry: 'never' },
  'wire.disconnected': { kind: 'environment', retry: 'later' },
  'wire.cancelled': { kind: 'expected', retry: 'never' },
  'wire.bug': { kind: 'bug', retry: 'never' },
  'wire.not-listening': { kind: 'environment', retry: 'later' },
  'wire.foreign-server': { kind: 'environment', retry: 'never' },
} as const satisfies ErrorTable;
