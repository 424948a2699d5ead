import type { ErrorTable } from './error-definition.js';

/** What can go wrong with telling people things, and with the buttons of what was told. */
export const noticeErrors = {
  'notice.channel-unavailable': { kind: 'expected', retry: 'later' },
  'notice.channel-failed': { kind: 'environment', retry: 'later' },
  'notice.unknown': { kind: 'expected', retry: 'never' },
  'notice.cannot-open': { kind: 'environment', retry: 'never' },
  'notice.action-unknown': { kind: 'expected', retry: 'never' },
  'notice.action-expired': { kind: 'expected', retry: 'never' },
  'notice.action-used': { kind: 'expected', retry: 'never' },
  'notice.action-broken-off': { kind: 'expected', retry: 'never' },
} as const satisfies ErrorTable;
