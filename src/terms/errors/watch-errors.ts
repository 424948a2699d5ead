import type { ErrorTable } from './error-definition.js';

/** What can keep the watch of a folder from seeing every change. None of them loses data: a scan takes its place. */
export const watchErrors = {
  'watch.root-gone': { kind: 'expected', retry: 'later' },
  'watch.no-permission': { kind: 'expected', retry: 'later' },
  'watch.limit-reached': { kind: 'environment', retry: 'later' },
  'watch.too-many-open-files': { kind: 'environment', retry: 'later' },
  'watch.failed': { kind: 'environment', retry: 'later' },
  'watch.source-ended': { kind: 'environment', retry: 'later' },
  'watch.not-recorded': { kind: 'environment', retry: 'later' },
} as const satisfies ErrorTable;
