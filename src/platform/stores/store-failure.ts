import { CodedError } from '../../base/coded-error.js';
import { storeErrors } from '../../terms/errors/store-errors.js';

export type StoreErrorCode = keyof typeof storeErrors;

/** A store's error without an operating system's error behind it. */
export function storeFailure(code: StoreErrorCode, name: string, message: string = code): CodedError {
  return CodedError.of(storeErrors, code, `${message}: ${name}`, { data: { name } });
}

/** The errno name of an operating system's error (`ENOENT`), '' for anything else. */
export function errnoOf(error: unknown): string {
  if (!(error instanceof Error) || error instanceof CodedError) return '';
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

const FULL = new Set(['ENOSPC', 'EDQUOT']);
const EXHAUSTED = new Set(['EMFILE', 'ENFILE', 'ENOMEM']);
const NOT_ALLOWED = new Set(['EROFS', 'EACCES', 'EPERM']);
const UNREACHABLE = new Set([
  'ENODEV', 'ENXIO', 'ENOMEDIUM', 'ESTALE', 'ENOTCONN', 'EHOSTDOWN', 'EHOSTUNREACH', 'ENETDOWN', 'ENETUNREACH', 'ETIMEDOUT',
]);

/**
 * The code for an error of the operating system met while reading or writing.
 *
 * `isPresent` is asked only where the errno leaves it open whether one file or the whole place failed:
 * a bad sector and an unplugged disk are both EIO, a missing object and an empty mount point both ENOENT.
 */
export async function classifyOsError(
  error: unknown, access: 'read' | 'write', isPresent: () => Promise<boolean>,
): Promise<StoreErrorCode> {
  const errno = errnoOf(error);
  if (FULL.has(errno)) return 'store.full';
  if (UNREACHABLE.has(errno)) return 'store.gone';
  if (EXHAUSTED.has(errno)) return 'store.no-resources'; // of this PC, whatever the place
  if (!await isPresent()) return 'store.gone';
  if (access === 'write' && NOT_ALLOWED.has(errno) && !isSharingViolation(error)) return 'store.read-only';
  const absent = errno === 'ENOENT' || errno === 'ENOTDIR' || errno === 'EISDIR';
  return access === 'read' && absent ? 'store.not-found' : 'store.io';
}

/** Windows refuses to replace or remove a file that another program, often a virus scanner, has open. */
function isSharingViolation(error: unknown): boolean {
  if (process.platform !== 'win32') return false;
  const syscall = error instanceof Error && 'syscall' in error ? error.syscall : undefined;
  return syscall === 'rename' || syscall === 'unlink';
}

export function wrapOsError(code: StoreErrorCode, name: string, error: unknown): CodedError {
  const errno = errnoOf(error);
  return CodedError.of(storeErrors, code, `${errno || 'failure'} at ${name}`, { data: { name, errno }, cause: error });
}
