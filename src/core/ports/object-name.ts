import { CodedError } from '../../base/coded-error.js';
import { storeErrors } from '../../terms/errors/store-errors.js';

const MAX_NAME_LENGTH = 250;
const SEGMENT = /^[a-z0-9_-](?:[a-z0-9._-]*[a-z0-9_-])?$/;
const WINDOWS_DEVICE = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/;
const RESERVED_FOLDER = 'tmp';

/**
 * Throws `store.bad-name` unless every store can keep an object of this name.
 *
 * A name is 1–250 characters of `a-z 0-9 . _ - /`. Between slashes stands at least one character, a dot
 * neither first nor last (which excludes `..`) and no Windows device name. The folder `tmp` belongs to
 * the stores themselves. No name may be another name's folder (`a` beside `a/b`): a folder store cannot
 * keep both and fails the second with `store.io`.
 */
export function checkObjectName(name: string): void {
  if (!isObjectName(name)) throw badName(name);
}

/** The same as an answer, for names that come from outside, such as a folder's entries. */
export function isObjectName(name: string): boolean {
  const segments = name.split('/');
  return name.length <= MAX_NAME_LENGTH
    && segments[0] !== RESERVED_FOLDER
    && segments.every(segment => SEGMENT.test(segment) && !segment.includes('..') && !WINDOWS_DEVICE.test(segment));
}

/** Throws `store.bad-name` unless `prefix` could be the beginning of an object's name; '' could. */
export function checkObjectPrefix(prefix: string): void {
  const fits = /^[a-z0-9._/-]*$/.test(prefix) && prefix.length <= MAX_NAME_LENGTH
    && !prefix.startsWith('/') && !/\.\.|\/\/|\/\.|^\.|\.\//.test(prefix);
  if (!fits) throw badName(prefix);
}

function badName(name: string): CodedError {
  return CodedError.of(storeErrors, 'store.bad-name', 'not a name of an object', { data: { name: name.slice(0, 300) } });
}
