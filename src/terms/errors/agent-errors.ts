import type { ErrorTable } from './error-definition.js';

/** What can go wrong with this installation's own state and with starting it. */
export const agentErrors = {
  'agent.already-running': { kind: 'expected', retry: 'later' },
  'agent.not-set-up': { kind: 'expected', retry: 'never' },
  'agent.no-source': { kind: 'expected', retry: 'never' },
  'agent.key-needed': { kind: 'expected', retry: 'never' },
  'agent.vault-on-same-disk': { kind: 'expected', retry: 'never' },
  'agent.other-vault': { kind: 'expected', retry: 'never' },
  'agent.unknown-setting': { kind: 'expected', retry: 'never' },
  'agent.setting-refused': { kind: 'expected', retry: 'never' },
  'agent.passphrase-needed': { kind: 'expected', retry: 'never' },
  'agent.passphrase-too-short': { kind: 'expected', retry: 'never' },
  'agent.passphrase-guessable': { kind: 'expected', retry: 'never' },
  'agent.label-taken': { kind: 'expected', retry: 'never' },
  'agent.vault-place-unsupported': { kind: 'expected', retry: 'never' },
  'source.not-a-folder': { kind: 'expected', retry: 'never' },
  'source.contains-vault': { kind: 'expected', retry: 'never' },
  'source.overlaps': { kind: 'expected', retry: 'never' },
  'source.too-many-files': { kind: 'expected', retry: 'never' },
  'source.name-taken': { kind: 'expected', retry: 'never' },
  'source.name-refused': { kind: 'expected', retry: 'never' },
  'source.unknown': { kind: 'expected', retry: 'never' },
} as const satisfies ErrorTable;
