import type { ErrorTable } from './error-definition.js';

/** What can go wrong while a plugin is fetched, agreed to, stored or taken away. */
export const pluginInstallErrors = {
  'plugin.source-missing': { kind: 'expected', retry: 'never' },
  'plugin.bad-package-name': { kind: 'expected', retry: 'never' },
  'plugin.npm-missing': { kind: 'environment', retry: 'never' },
  'plugin.package-unavailable': { kind: 'environment', retry: 'later' },
  'plugin.bad-archive': { kind: 'expected', retry: 'never' },
  'plugin.unsafe-package': { kind: 'expected', retry: 'never' },
  'plugin.package-too-large': { kind: 'expected', retry: 'never' },
  'plugin.file-missing': { kind: 'expected', retry: 'never' },
  'plugin.proposed-api': { kind: 'expected', retry: 'never' },
  'plugin.consent-needed': { kind: 'expected', retry: 'never' },
  'plugin.proposal-gone': { kind: 'expected', retry: 'never' },
  'plugin.built-in': { kind: 'expected', retry: 'never' },
  'plugin.not-stored': { kind: 'environment', retry: 'later' },
  'plugin.damaged': { kind: 'environment', retry: 'never' },
} as const satisfies ErrorTable;
