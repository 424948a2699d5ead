import type { ErrorTable } from './error-definition.js';

/** What `mamori shell` meets. */
export const shellErrors = {
  'shell.other-system': { kind: 'expected', retry: 'never' },
  'shell.install-failed': { kind: 'environment', retry: 'later' },
  'shell.not-installed': { kind: 'expected', retry: 'never' },
  'shell.outdated': { kind: 'expected', retry: 'never' },
  'shell.no-bindings': { kind: 'expected', retry: 'never' },
  'shell.no-icons': { kind: 'expected', retry: 'never' },
  'shell.no-agent': { kind: 'expected', retry: 'never' },
  'shell.no-table': { kind: 'expected', retry: 'later' },
  'shell.no-tray': { kind: 'expected', retry: 'never' },
  'shell.no-taskbar': { kind: 'expected', retry: 'later' },
  'shell.unknown-choice': { kind: 'expected', retry: 'never' },
  'shell.no-file-manager': { kind: 'expected', retry: 'never' },
  'shell.not-registered': { kind: 'expected', retry: 'never' },
  'shell.module-gone': { kind: 'expected', retry: 'never' },
  'shell.needs-administrator': { kind: 'expected', retry: 'never' },
  'shell.elevation-refused': { kind: 'expected', retry: 'later' },
  'shell.elevation-failed': { kind: 'environment', retry: 'later' },
  'shell.place-open': { kind: 'environment', retry: 'never' },
  'shell.module-changed': { kind: 'environment', retry: 'later' },
  'shell.no-overlay-place': { kind: 'environment', retry: 'never' },
  'shell.few-overlay-places': { kind: 'environment', retry: 'never' },
  'shell.classic-menu-only': { kind: 'expected', retry: 'never' },
  'shell.compatibility-taken': { kind: 'expected', retry: 'never' },
  'shell.never-on-windows': { kind: 'expected', retry: 'never' },
} as const satisfies ErrorTable;
