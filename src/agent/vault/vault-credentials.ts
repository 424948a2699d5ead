import type { Clock } from '../../base/clock.js';
import type { RememberedHeads } from '../../core/backup/remembered-heads.js';
import type { CredentialStore } from '../../core/ports/credential-store.js';
import type { MasterKeys } from '../../core/vault/keys/master-keys.js';
import type { ChainHead } from '../../core/vault/runs/run-chain.js';

/** The unlocked keys of a vault in the OS credential store, so that a start costs no derivation. */
export class StoredMasterKeys {
  readonly #store: CredentialStore;
  readonly #account: string;

  constructor(store: CredentialStore, vaultId: string) {
    this.#store = store;
    this.#account = `vault/${vaultId}/keys`;
  }

  async read(): Promise<MasterKeys | undefined> {
    const secret = await this.#store.get(this.#account);
    if (secret === undefined) return undefined;
    return new Map(Object.entries(JSON.parse(secret) as Record<string, string>).map(([epoch, key]) => [Number(epoch), Buffer.from(key, 'base64')]));
  }

  async write(keys: MasterKeys): Promise<void> {
    await this.#store.set(this.#account, JSON.stringify(Object.fromEntries([...keys].map(([epoch, key]) => [epoch, key.toString('base64')]))));
  }
}

/** A keyring call costs milliseconds and a process: heads of continuous saves are collected for this long. */
const COLLECT_MS = 10_000;

/** The last run of each source, remembered in the credential store; see RememberedHeads. */
export class StoredHeads implements RememberedHeads {
  readonly #store: CredentialStore;
  readonly #clock: Clock;
  readonly #vaultId: string;
  readonly #pending = new Map<string, ChainHead>();
  #waiting = false;
  #writing: Promise<void> = Promise.resolve();

  constructor(store: CredentialStore, clock: Clock, vaultId: string) {
    this.#store = store;
    this.#clock = clock;
    this.#vaultId = vaultId;
  }

  async head(source: string): Promise<ChainHead | undefined> {
    const pending = this.#pending.get(source);
    if (pending) return pending;
    const secret = await this.#store.get(this.#account(source));
    if (secret === undefined) return undefined;
    const [sequence, sha256] = secret.split(' ') as [string, string];
    return { sequence: Number(sequence), sha256 };
  }

  remember(source: string, head: ChainHead): void {
    this.#pending.set(source, head);
    if (this.#waiting) return;
    this.#waiting = true;
    this.#clock.after(COLLECT_MS, () => void this.flush().catch(() => undefined), { unref: true });
  }

  async forget(source: string): Promise<void> {
    await this.flush();
    this.#pending.delete(source);
    await this.#store.delete(this.#account(source));
  }

  /** A failure leaves the heads pending for the next time. */
  flush(): Promise<void> {
    this.#writing = this.#writing.catch(() => undefined).then(async () => {
      this.#waiting = false;
      for (const [source, head] of [...this.#pending]) {
        await this.#store.set(this.#account(source), `${head.sequence} ${head.sha256}`);
        if (this.#pending.get(source) === head) this.#pending.delete(source);
      }
    });
    return this.#writing;
  }

  #account(source: string): string {
    return `vault/${this.#vaultId}/head/${source}`;
  }
}
