import type { ErrorTable } from './error-definition.js';

/** What can go wrong between the agent and the part that serves file managers. */
export const shimErrors = {
  'shim.not-built': { kind: 'expected', retry: 'never' },
  'shim.other-version': { kind: 'expected', retry: 'never' },
  'shim.busy': { kind: 'expected', retry: 'later' },
  'shim.foreign-folder': { kind: 'environment', retry: 'never' },
  'shim.full': { kind: 'environment', retry: 'later' },
  'shim.table-silent': { kind: 'environment', retry: 'later' },
  'shim.table-left': { kind: 'environment', retry: 'never' },
  'shim.table-damaged': { kind: 'environment', retry: 'later' },
  'shim.table-unreachable': { kind: 'environment', retry: 'never' },
  'shim.failed': { kind: 'environment', retry: 'later' },
} as const satisfies ErrorTable;
