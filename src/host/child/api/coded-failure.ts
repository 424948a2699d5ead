import { CodedError } from '../../../base/coded-error.js';
import { errorDefinitions, isErrorCode } from '../../../terms/errors/index.js';
import type { MamoriError } from '../../api/index.js';

/** A failure whose code crosses the border. A code of docs/errors.md says itself whether waiting helps; of a plugin's own code nothing is known. */
export function codedFailure(code: string, message: string): MamoriError {
  return new CodedError(code, message, isErrorCode(code) ? errorDefinitions[code] : errorDefinitions['plugin.failed']);
}
