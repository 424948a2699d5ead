import type { ErrorTable } from './error-definition.js';

/** What can go wrong with a plugin: its manifest, its place among other plugins, its life in the host. */
export const pluginErrors = {
  'plugin.manifest-invalid': { kind: 'expected', retry: 'never' },
  'plugin.engine-mismatch': { kind: 'expected', retry: 'never' },
  'plugin.duplicate-contribution': { kind: 'expected', retry: 'never' },
  'plugin.bad-message': { kind: 'bug', retry: 'never' },
  'plugin.failed': { kind: 'environment', retry: 'later' },
  'plugin.protocol-mismatch': { kind: 'environment', retry: 'never' },
  'plugin.host-gone': { kind: 'environment', retry: 'later' },
  'plugin.too-many-calls': { kind: 'environment', retry: 'later' },
  'plugin.state-full': { kind: 'expected', retry: 'never' },
  'plugin.unknown': { kind: 'expected', retry: 'never' },
  'plugin.disabled': { kind: 'expected', retry: 'never' },
  'plugin.activation-failed': { kind: 'environment', retry: 'later' },
  'plugin.unresponsive': { kind: 'environment', retry: 'later' },
  'plugin.busy': { kind: 'environment', retry: 'later' },
} as const satisfies ErrorTable;
