import { CodedError } from '../../base/coded-error.js';
import { vaultErrors } from '../../terms/errors/vault-errors.js';
import { JsonShapeError } from './json-reader.js';

export function vaultFailure(
  code: keyof typeof vaultErrors, message: string, data: Readonly<Record<string, string | number | boolean | null>> = {}, cause?: unknown,
): CodedError {
  return CodedError.of(vaultErrors, code, message, cause === undefined ? { data } : { data, cause });
}

/** Runs a parser of the object `name`; what it refuses is damage of that object. */
export function parsingObject<T>(name: string, parse: () => T): T {
  try {
    return parse();
  } catch (failure) {
    if (failure instanceof JsonShapeError) throw vaultFailure('vault.damaged-object', failure.message, { name }, failure);
    throw failure;
  }
}
