import { CodedError } from '../../base/coded-error.js';
import { checkAccount, checkSecret, type CredentialStore } from '../../core/ports/credential-store.js';
import { credentialErrors } from '../../terms/errors/credential-errors.js';
import type { CredentialOutcome, CredentialProcess } from './credential-process.js';
import type { CredentialOperation, KeyringDriver } from './credential-protocol.js';

/**
 * An item that exists as long as the keyring is open: a locked keyring answers "not found" for it too,
 * and that is how "locked" is told from "no such secret".
 */
export const markerAccount = 'mamori-marker';
export const writeMarker: CredentialOperation = { op: 'set', account: markerAccount, secret: 'present' };

/** An account that never exists: a running service answers for it even while the keyring is locked. */
const absentAccount = 'mamori-absent';

/** The operating system's credential store, through one of two packages; each sees only its own items. */
export class KeyringCredentialStore implements CredentialStore {
  readonly name: KeyringDriver;
  readonly warning = undefined;
  readonly #process: CredentialProcess;

  constructor(name: KeyringDriver, process: CredentialProcess) {
    this.name = name;
    this.#process = process;
  }

  async get(account: string): Promise<string | undefined> {
    checkAccount(account);
    const [secret] = await this.#run([{ op: 'get', account }]);
    if (typeof secret === 'string') return secret;
    await this.#ensureOpen();
    return undefined;
  }

  async set(account: string, secret: string): Promise<void> {
    checkAccount(account);
    checkSecret(secret);
    // The marker is written again because the person may have replaced the keyring since it was chosen.
    const values = await this.#run([{ op: 'set', account, secret }, { op: 'get', account }, writeMarker]);
    if (values[1] !== secret) throw this.#failure('credential.store-locked', 'the secret could not be read back');
  }

  async delete(account: string): Promise<void> {
    checkAccount(account);
    const [deleted] = await this.#run([{ op: 'delete', account }]);
    if (deleted === null) await this.#ensureOpen();
  }

  async #ensureOpen(): Promise<void> {
    const [marker] = await this.#run([{ op: 'get', account: markerAccount }]);
    if (marker === null) throw this.#failure('credential.store-locked', 'the marker is not visible');
  }

  /** The operations' values, or the coded error that says what is wrong with the store. */
  async #run(operations: readonly CredentialOperation[]): Promise<readonly (string | null)[]> {
    const outcome = await this.#process.run(operations);
    if (outcome.kind === 'timed-out') throw this.#failure('credential.store-locked', 'no answer in time');
    if (outcome.kind === 'ended') throw this.#failure('credential.store-unavailable', outcome.reason);
    const values: (string | null)[] = [];
    for (const reply of outcome.replies) {
      if (!reply.ok) throw this.#failure(await this.#codeOfRefusal(), reply.reason);
      values.push(reply.value);
    }
    return values;
  }

  /** The packages' messages differ and change; whether the service still answers does not. */
  async #codeOfRefusal(): Promise<keyof typeof credentialErrors> {
    return answers(await this.#process.run([{ op: 'get', account: absentAccount }]))
      ? 'credential.store-locked' : 'credential.store-unavailable';
  }

  #failure(code: keyof typeof credentialErrors, reason: string): CodedError {
    return CodedError.of(credentialErrors, code, `${this.name}: ${reason}`, { data: { store: this.name, reason } });
  }
}

function answers(outcome: CredentialOutcome): boolean {
  return outcome.kind === 'replied' && outcome.replies.every(reply => reply.ok);
}
