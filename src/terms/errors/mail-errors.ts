import type { ErrorTable } from './error-definition.js';

/** What can go wrong with mail. `later` is tried again by itself; what is not has to be set right by somebody first. */
export const mailErrors = {
  'mail.not-set-up': { kind: 'expected', retry: 'never' },
  'mail.not-an-address': { kind: 'expected', retry: 'never' },
  'mail.password-apart': { kind: 'expected', retry: 'never' },
  'mail.password-needed': { kind: 'expected', retry: 'never' },
  'mail.plain-text': { kind: 'expected', retry: 'never' },
  'mail.unreachable': { kind: 'environment', retry: 'later' },
  'mail.timeout': { kind: 'environment', retry: 'later' },
  'mail.no-encryption': { kind: 'environment', retry: 'never' },
  'mail.bad-certificate': { kind: 'environment', retry: 'never' },
  'mail.certificate-file': { kind: 'expected', retry: 'never' },
  'mail.login-refused': { kind: 'expected', retry: 'never' },
  'mail.recipient-refused': { kind: 'expected', retry: 'never' },
  'mail.sender-refused': { kind: 'expected', retry: 'never' },
  'mail.refused': { kind: 'environment', retry: 'never' },
  'mail.deferred': { kind: 'environment', retry: 'later' },
} as const satisfies ErrorTable;
