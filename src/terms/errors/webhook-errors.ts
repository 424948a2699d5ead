import type { ErrorTable } from './error-definition.js';

/** Why a notice did not reach the address it is posted to. */
export const webhookErrors = {
  'webhook.not-configured': { kind: 'expected', retry: 'never' },
  'webhook.unreachable': { kind: 'environment', retry: 'later' },
  'webhook.busy': { kind: 'environment', retry: 'later' },
  'webhook.refused': { kind: 'environment', retry: 'never' },
  'webhook.redirected': { kind: 'environment', retry: 'never' },
} as const satisfies ErrorTable;
