import type { ErrorTable } from './error-definition.js';

/**
 * What can go wrong with the catalog (the local, rebuildable view of a vault's history), with the local state
 * beside it, and with records that come from a vault.
 *
 * `catalog.corrupt`: rename the file away and rebuild it from the vault; nothing of the vault is affected.
 */
export const catalogErrors = {
  'catalog.corrupt': { kind: 'environment', retry: 'never' },
  'catalog.newer-schema': { kind: 'expected', retry: 'never' },
  'catalog.busy': { kind: 'environment', retry: 'later' },
  'catalog.full': { kind: 'environment', retry: 'never' },
  'catalog.io': { kind: 'environment', retry: 'later' },
  'catalog.read-only': { kind: 'environment', retry: 'never' },
  'catalog.unknown-source': { kind: 'expected', retry: 'never' },
  'catalog.bad-record': { kind: 'environment', retry: 'never' },
} as const satisfies ErrorTable;
