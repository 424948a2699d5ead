import { CodedError } from '../../base/coded-error.js';
import { credentialErrors } from '../../terms/errors/credential-errors.js';
import { readPrivateFile } from './private-file.js';

/**
 * Reads a private file of JSON through `parse`, which answers undefined for content of another shape.
 * Undefined if there is no file; anything unreadable is `credential.file-damaged`, because a
 * file that is silently taken for empty would be overwritten next.
 */
export function readPrivateJson<T extends object>(path: string, parse: (value: unknown) => T | undefined): T | undefined {
  const text = readPrivateFile(path);
  if (text === undefined) return undefined;
  const parsed = parse(parseJson(text));
  if (parsed) return parsed;
  throw CodedError.of(credentialErrors, 'credential.file-damaged', `damaged: ${path}`, { data: { path } });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // The parser's message quotes the text, which may be a secret.
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
