import type { Buffer } from 'node:buffer';
import { bug } from '../../../base/coded-error.js';
import type { ObjectStore } from '../../ports/object-store.js';
import { vaultFailure } from '../vault-failure.js';
import type { KeySlot, SlotKind } from './key-slot.js';
import { MASTER_KEY_BYTES, type MasterKeys } from './master-keys.js';
import { newKeySlot, withEpochs, type SlotRequest } from './new-slot.js';
import { checkSlotMac, openEpochs, openPrivateKey, passphraseKey, recoveryKey, type SlotContext } from './slot-crypto.js';
import { dropRevisionsBelow, putSlot, readSlots, type SlotHistory, type StoredSlot } from './slot-store.js';
import { x25519PublicKey } from './x25519.js';

/** What opens a slot. */
export type SlotSecret =
  | { readonly kind: 'passphrase'; readonly passphrase: string }
  | { readonly kind: 'recovery'; readonly secret: Buffer }
  | { readonly kind: 'administrator'; readonly privateKey: Buffer };

export interface SlotSummary {
  readonly slot: string;
  readonly kind: SlotKind;
  readonly label: string;
  readonly createdMs: number;
  readonly epochs: readonly number[];
}

export interface UnlockedVault {
  readonly slot: string;
  readonly keys: MasterKeys;
}

/**
 * The key slots of one vault.
 *
 * - A slot is changed by writing its next revision; older revisions go only after all new ones are stored. A crash at
 *   any point leaves each slot able to open everything that was ever sealed.
 * - No key is wrapped to a public key before the slot's MAC was checked: a slot that the store made up fails with
 *   `vault.untrusted-slot`, one that holds an epoch unknown to `keys` with `vault.newer-epoch`.
 * - Store failures pass through.
 */
export class KeyRing {
  readonly #store: ObjectStore;
  readonly #context: SlotContext;

  constructor(store: ObjectStore, context: SlotContext) {
    this.#store = store;
    this.#context = context;
  }

  /** The slots as they say they are, unchecked; for display. */
  async list(signal?: AbortSignal): Promise<readonly SlotSummary[]> {
    return newestOf(await readSlots(this.#store, signal)).map(({ slot: { slot, kind, label, createdMs, epochs } }) => ({
      slot, kind, label, createdMs, epochs: epochs.map(entry => entry.epoch),
    }));
  }

  /**
   * Opens the vault with the first slot that `secret` fits.
   *
   * Cost: one key derivation per passphrase slot until one fits. Fails with `vault.wrong-key` when none does, with
   * `vault.not-found` when there are no slots at all, with `vault.damaged-object` when there are only damaged ones.
   */
  async unlock(secret: SlotSecret, signal?: AbortSignal): Promise<UnlockedVault> {
    const all = await readSlots(this.#store, signal);
    const stored = newestOf(all);
    const [first] = all;
    if (!first) throw vaultFailure('vault.not-found', 'no key slots');
    if (stored.length === 0) throw vaultFailure('vault.damaged-object', 'no key slot is whole', { name: `keys/${first.slot}` });
    for (const { slot } of stored) {
      signal?.throwIfAborted();
      const privateKey = await this.#privateKeyOf(slot, secret);
      if (!privateKey) continue;
      const keys = openEpochs(this.#context, slot, privateKey);
      if (secret.kind !== 'administrator') privateKey.fill(0);
      return { slot: slot.slot, keys };
    }
    throw vaultFailure('vault.wrong-key', `no ${secret.kind} slot opens with this`);
  }

  /** Makes a slot that opens everything; returns its id. Fails with `vault.newer-epoch` where `keys` no longer are everything. */
  async add(request: SlotRequest, keys: MasterKeys, createdMs: number, signal?: AbortSignal): Promise<string> {
    for (const history of await readSlots(this.#store, signal)) {
      const revision = findTrusted(this.#context.vaultId, history, keys);
      if (revision === 'newer') throw newerEpoch(history);
    }
    const slot = await newKeySlot(this.#context, request, keys, createdMs);
    await putSlot(this.#store, { slot, revision: 1 }, signal);
    return slot.slot;
  }

  /** Removes a slot, never the last one. Whoever opened it before may have kept the master keys: rotate afterwards. */
  async remove(slot: string, signal?: AbortSignal): Promise<void> {
    const all = await readSlots(this.#store, signal);
    if (!all.some(history => history.slot === slot)) throw vaultFailure('vault.slot-not-found', 'no such slot', { slot });
    if (!all.some(history => history.slot !== slot && history.revisions.length > 0)) {
      throw vaultFailure('vault.last-slot', 'the only slot cannot be removed', { slot });
    }
    await dropRevisionsBelow(this.#store, slot, Number.POSITIVE_INFINITY, signal);
  }

  /** Starts a new key epoch that every slot opens, and returns all keys; nothing may be sealed under it before. */
  async rotate(keys: MasterKeys, signal?: AbortSignal): Promise<MasterKeys> {
    const all = await readSlots(this.#store, signal);
    const epochs = all.flatMap(({ revisions }) => revisions.flatMap(({ slot }) => slot.epochs.map(entry => entry.epoch)));
    const epoch = Math.max(...keys.keys(), ...epochs) + 1;
    const extended = new Map([...keys, [epoch, this.#context.random.bytes(MASTER_KEY_BYTES)]]);
    await this.#share(all, extended, signal);
    return extended;
  }

  /** Completes a rotation that was interrupted: afterwards every slot opens all of `keys`. To be called after unlocking. */
  async share(keys: MasterKeys, signal?: AbortSignal): Promise<void> {
    await this.#share(await readSlots(this.#store, signal), keys, signal);
  }

  async #share(all: readonly SlotHistory[], keys: MasterKeys, signal: AbortSignal | undefined): Promise<void> {
    const checked = all.map(history => ({ ...history, base: trustedRevision(this.#context.vaultId, history, keys) }));
    const kept: { readonly slot: string; readonly revision: number }[] = [];
    for (const { slot, newestRevision, base } of checked) {
      const complete = base.revision === newestRevision && base.slot.epochs.length === keys.size;
      const revision = complete ? newestRevision : newestRevision + 1;
      if (!complete) await putSlot(this.#store, { slot: withEpochs(this.#context, base.slot, keys), revision }, signal);
      kept.push({ slot, revision });
    }
    for (const { slot, revision } of kept) await dropRevisionsBelow(this.#store, slot, revision, signal);
  }

  async #privateKeyOf(slot: KeySlot, secret: SlotSecret): Promise<Buffer | undefined> {
    if (slot.kind === 'administrator') {
      return secret.kind === 'administrator' && x25519PublicKey(secret.privateKey).equals(slot.publicKey) ? secret.privateKey : undefined;
    }
    if (slot.kind !== secret.kind) return undefined;
    const key = slot.kind === 'passphrase' && secret.kind === 'passphrase' ? await passphraseKey(secret.passphrase, slot.kdf)
      : slot.kind === 'recovery' && secret.kind === 'recovery' ? recoveryKey(secret.secret, slot.kdf)
      : undefined;
    if (!key) throw bug('a slot kind without a key derivation');
    const privateKey = openPrivateKey(this.#context, slot.slot, key, slot.privateKey);
    key.fill(0);
    return privateKey;
  }
}

function newestOf(slots: readonly SlotHistory[]): readonly StoredSlot[] {
  return slots.flatMap(({ revisions }) => revisions.slice(0, 1));
}

/**
 * The newest revision that `keys` vouch for. An unfinished rotation leaves a newer one behind whose epoch nobody ever
 * used, because keys are handed out only after all older revisions are gone.
 */
function trustedRevision(vaultId: Buffer, history: SlotHistory, keys: MasterKeys): StoredSlot {
  const found = findTrusted(vaultId, history, keys);
  if (found === 'newer') throw newerEpoch(history);
  if (found === 'forged') throw vaultFailure('vault.untrusted-slot', 'a key slot that nobody with the key made', { slot: history.slot });
  return found;
}

function findTrusted(vaultId: Buffer, { revisions }: SlotHistory, keys: MasterKeys): StoredSlot | 'newer' | 'forged' {
  let newer = false;
  for (const stored of revisions) {
    const verdict = checkSlotMac(vaultId, stored.slot, keys);
    if (verdict === 'authentic') return stored;
    if (verdict === 'forged') break;
    newer = true;
  }
  return newer ? 'newer' : 'forged';
}

function newerEpoch({ slot }: SlotHistory): Error {
  return vaultFailure('vault.newer-epoch', 'a slot holds a key epoch that is not at hand', { slot });
}
