import { CodedError } from '../../base/coded-error.js';
import { errorDefinitions, isErrorCode } from '../../terms/errors/index.js';
import type { NativeFailure } from '../native-binding.js';

const CANCELLED = 'engine.cancelled';

/**
 * What the addon threw or rejected with, as the rest of the product knows it: a CodedError by the code's table, with the OS's error
 * number in `data`; an AbortError for a cancelled job. Anything else is passed on as it is: what a callback threw comes back
 * as the same object, and a TypeError of the addon is a bug.
 */
export function toCodedError(thrown: unknown): unknown {
  if (!isNativeFailure(thrown)) return thrown;
  if (thrown.code === CANCELLED) return new DOMException('the job was cancelled', 'AbortError');
  return codedErrorOf(thrown, thrown);
}

/** A failure that is only told, as for one path. */
export function codedErrorOf({ code, message, osError }: NativeFailure, cause?: unknown): CodedError {
  const { kind, retry } = isErrorCode(code) ? errorDefinitions[code] : { kind: 'bug' as const, retry: 'never' as const };
  return new CodedError(code, message === '' ? code : message, {
    kind, retry, ...(osError !== 0 && { data: { errno: osError } }), ...(cause !== undefined && { cause }),
  });
}

/** Calls into the addon; what it throws is a CodedError. */
export function translated<T>(call: () => T): T {
  try {
    return call();
  } catch (thrown) {
    throw toCodedError(thrown);
  }
}

function isNativeFailure(thrown: unknown): thrown is Error & NativeFailure {
  return thrown instanceof Error && !(thrown instanceof CodedError) && 'osError' in thrown && 'code' in thrown;
}
