import {
  checkAccount, checkSecret, type CredentialStore, type CredentialWarning,
} from '../../core/ports/credential-store.js';
import { removePrivateFile, writePrivateFile } from './private-file.js';
import { isRecord, readPrivateJson } from './private-json.js';

/**
 * Secrets in one JSON file (mode 0600), for machines without a usable keyring. It protects them from
 * other users of the machine, not from whoever gets hold of the disk; hence the warning.
 *
 * `get` costs one read of the file (under 1 ms), so that another process's changes are seen.
 */
export class FileCredentialStore implements CredentialStore {
  readonly name = 'file';
  readonly warning: CredentialWarning;
  readonly #path: string;
  #last: Promise<unknown> = Promise.resolve();

  constructor(path: string, warningCode: CredentialWarning['code'] = 'credential.kept-in-file') {
    this.#path = path;
    this.warning = { code: warningCode, data: { path } };
  }

  async get(account: string): Promise<string | undefined> {
    checkAccount(account);
    return this.#inOrder(() => this.#read().get(account));
  }

  async set(account: string, secret: string): Promise<void> {
    checkAccount(account);
    checkSecret(secret);
    await this.#inOrder(() => this.#write(this.#read().set(account, secret)));
  }

  async delete(account: string): Promise<void> {
    checkAccount(account);
    await this.#inOrder(async () => {
      const secrets = this.#read();
      if (secrets.delete(account)) await this.#write(secrets);
    });
  }

  /** Every account and its secret. */
  entries(): Promise<ReadonlyMap<string, string>> {
    return this.#inOrder(() => this.#read());
  }

  /** Removes the file with all its secrets. */
  destroy(): Promise<void> {
    return this.#inOrder(() => removePrivateFile(this.#path));
  }

  async #inOrder<T>(action: () => T | Promise<T>): Promise<T> {
    const result = this.#last.then(action);
    this.#last = result.catch(() => undefined);
    return result;
  }

  #read(): Map<string, string> {
    return readPrivateJson(this.#path, parseSecrets) ?? new Map();
  }

  #write(secrets: ReadonlyMap<string, string>): Promise<void> {
    return writePrivateFile(this.#path, `${JSON.stringify({ version: 1, secrets: [...secrets] }, undefined, 2)}\n`);
  }
}

/** Pairs instead of an object: an account may be called `__proto__`. */
function parseSecrets(value: unknown): Map<string, string> | undefined {
  if (!isRecord(value) || value['version'] !== 1 || !Array.isArray(value['secrets'])) return undefined;
  const isPair = (pair: unknown) => Array.isArray(pair) && pair.length === 2 && pair.every(part => typeof part === 'string');
  return value['secrets'].every(isPair) ? new Map(value['secrets'] as [string, string][]) : undefined;
}
