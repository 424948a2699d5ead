import { checkAccount, checkSecret, type CredentialStore } from '../../src/core/ports/credential-store.js';

/** Secrets in a map that several stores may share, as several processes share one keyring. */
export class MemoryCredentialStore implements CredentialStore {
  readonly name = 'memory';
  readonly warning = undefined;
  readonly #secrets: Map<string, string>;

  constructor(secrets: Map<string, string> = new Map()) {
    this.#secrets = secrets;
  }

  async get(account: string): Promise<string | undefined> {
    checkAccount(account);
    return this.#secrets.get(account);
  }

  async set(account: string, secret: string): Promise<void> {
    checkAccount(account);
    checkSecret(secret);
    this.#secrets.set(account, secret);
  }

  async delete(account: string): Promise<void> {
    checkAccount(account);
    this.#secrets.delete(account);
  }
}
