import { CodedError, bug } from '../../base/coded-error.js';
import { credentialErrors } from '../../terms/errors/credential-errors.js';

/** Something a person has to see before they rely on a store; its text is found under `code`. */
export interface CredentialWarning {
  readonly code: keyof typeof credentialErrors;
  readonly data: Readonly<Record<string, string>>;
}

/**
 * Keeps a few short secrets (unlocked vault keys, passwords, tokens) for the current user.
 *
 * - A secret is text of 1 to `maxSecretBytes` bytes of UTF-8 without NUL; binary secrets are encoded
 *   by the caller. An account names it, unique within one store.
 * - `set` replaces, and resolves only after the secret was read back; it survives a crash after that.
 * - `get` resolves to undefined only when the store is open and holds no such account. A locked store is an
 *   error (`credential.store-locked`), never "not found".
 * - `delete` of an account that does not exist succeeds.
 * - Calls on one store may overlap; they take effect in the order they were made. Between processes the
 *   last `set` wins, and writers hold the lock of the state folder.
 * - Cost: about 60 ms for the first call to an operating-system store, 2–40 ms for those that follow soon after;
 *   a caller on the start path begins `get` early and awaits it late.
 */
export interface CredentialStore {
  readonly name: string;
  readonly warning: CredentialWarning | undefined;
  get(account: string): Promise<string | undefined>;
  set(account: string, secret: string): Promise<void>;
  delete(account: string): Promise<void>;
}

/** Windows' credential manager takes 2,560 bytes, and one of the drivers stores UTF-16 there. */
export const maxSecretBytes = 1_200;

const maxAccountBytes = 200;

/** Refuses what some store would cut, mangle or reject, so that every store behaves alike. */
export function checkSecret(secret: string): void {
  const bytes = Buffer.byteLength(secret);
  if (bytes >= 1 && bytes <= maxSecretBytes && !secret.includes('\0') && secret.isWellFormed()) return;
  throw CodedError.of(credentialErrors, 'credential.unstorable-secret', `a secret of ${bytes} bytes cannot be stored`, {
    data: { bytes, maxBytes: maxSecretBytes },
  });
}

export function checkAccount(account: string): void {
  const bytes = Buffer.byteLength(account);
  if (bytes < 1 || bytes > maxAccountBytes || /\p{Cc}|\p{Cs}/u.test(account)) {
    throw bug(`not a credential account: ${JSON.stringify(account)}`);
  }
}
