import { readFile } from 'node:fs/promises';
import { CodedError } from '../../base/coded-error.js';
import { watchErrors } from '../../terms/errors/watch-errors.js';

type WatchErrorCode = keyof typeof watchErrors;

const CODE_OF_ERRNO: Readonly<Record<string, WatchErrorCode>> = {
  ENOENT: 'watch.root-gone',
  ENOTDIR: 'watch.root-gone',
  EACCES: 'watch.no-permission',
  EPERM: 'watch.no-permission',
  ENOSPC: 'watch.limit-reached', // inotify_add_watch's way to say that max_user_watches is used up
  EMFILE: 'watch.too-many-open-files', // also inotify_init: max_user_instances
  ENFILE: 'watch.too-many-open-files',
};

/** An error of the operating system that ends a watch, in the product's words. */
export function watchFailure(cause: unknown, root: string): CodedError {
  const errno = errnoOf(cause);
  const code = (errno === undefined ? undefined : CODE_OF_ERRNO[errno]) ?? 'watch.failed';
  return CodedError.of(watchErrors, code, `watching failed${errno === undefined ? '' : ` with ${errno}`}`, {
    cause, data: { root, errno: errno ?? null },
  });
}

export function errnoOf(cause: unknown): string | undefined {
  const code = cause instanceof Error ? (cause as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** How many folders the system lets one user watch; `undefined` where there is no such limit or it cannot be read. */
export async function allowedWatches(): Promise<number | undefined> {
  const limits = await Promise.all([
    '/proc/sys/fs/inotify/max_user_watches', '/proc/sys/user/max_inotify_watches',
  ].map(path => readFile(path, 'utf8').then(Number, () => Number.NaN)));
  const known = limits.filter(Number.isFinite);
  return known.length > 0 ? Math.min(...known) : undefined;
}
