import type { ErrorTable } from './error-definition.js';

/** Why one file or folder of a source could not be stored, or was not seen whole; the rest of the run goes on. C++ names the same codes. */
export const fileErrors = {
  'file.no-permission': { kind: 'expected', retry: 'never' },
  'file.vanished': { kind: 'expected', retry: 'later' },
  'file.locked': { kind: 'expected', retry: 'later' },
  'file.encrypted': { kind: 'expected', retry: 'never' },
  'file.changing': { kind: 'expected', retry: 'later' },
  'file.read-failed': { kind: 'environment', retry: 'later' },
  'file.name-too-long': { kind: 'expected', retry: 'never' },
  'file.too-large': { kind: 'expected', retry: 'never' },
  'file.path-too-long': { kind: 'expected', retry: 'never' },
  'file.forbidden-name': { kind: 'expected', retry: 'never' },
  'file.no-resources': { kind: 'environment', retry: 'later' },
  'folder.no-permission': { kind: 'expected', retry: 'never' },
  'folder.read-failed': { kind: 'environment', retry: 'later' },
  'folder.unmounted': { kind: 'expected', retry: 'never' },
  'folder.contains-itself': { kind: 'expected', retry: 'never' },
} as const satisfies ErrorTable;
