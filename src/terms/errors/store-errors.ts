import type { ErrorTable } from './error-definition.js';

/**
 * What can go wrong between us and the place that keeps a vault's objects.
 *
 * `later` means that the same call may succeed by waiting alone. A full store does not belong there:
 * somebody has to make room first.
 */
export const storeErrors = {
  'store.full': { kind: 'environment', retry: 'never' },
  'store.read-only': { kind: 'environment', retry: 'never' },
  'store.gone': { kind: 'environment', retry: 'later' },
  'store.not-found': { kind: 'environment', retry: 'never' },
  'store.exists': { kind: 'expected', retry: 'never' },
  'store.no-resources': { kind: 'environment', retry: 'later' },
  'store.io': { kind: 'environment', retry: 'later' },
  'store.bad-name': { kind: 'bug', retry: 'never' },
  'store.corrupt-range': { kind: 'environment', retry: 'never' },
} as const satisfies ErrorTable;
