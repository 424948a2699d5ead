import type { ErrorTable } from './error-definition.js';

/** What can go wrong with a vault as a whole: its configuration, keys, objects and history. */
export const vaultErrors = {
  'vault.not-found': { kind: 'expected', retry: 'never' },
  'vault.already-exists': { kind: 'expected', retry: 'never' },
  'vault.newer-format': { kind: 'expected', retry: 'never' },
  'vault.wrong-key': { kind: 'expected', retry: 'never' },
  'vault.bad-recovery-code': { kind: 'expected', retry: 'never' },
  'vault.bad-public-key': { kind: 'expected', retry: 'never' },
  'vault.untrusted-slot': { kind: 'environment', retry: 'never' },
  'vault.newer-epoch': { kind: 'expected', retry: 'never' },
  'vault.slot-not-found': { kind: 'expected', retry: 'never' },
  'vault.last-slot': { kind: 'expected', retry: 'never' },
  'vault.damaged-object': { kind: 'environment', retry: 'never' },
  'vault.missing-object': { kind: 'environment', retry: 'never' },
  'vault.forked-source': { kind: 'expected', retry: 'never' },
  'vault.rolled-back': { kind: 'environment', retry: 'never' },
  'vault.collection-blocked': { kind: 'environment', retry: 'never' },
  'vault.clock-disagrees': { kind: 'environment', retry: 'later' },
} as const satisfies ErrorTable;
