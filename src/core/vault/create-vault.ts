import type { Buffer } from 'node:buffer';
import { CodedError } from '../../base/coded-error.js';
import type { Clock } from '../../base/clock.js';
import type { Random } from '../../base/random.js';
import type { Chunking } from '../ports/engine.js';
import type { ObjectStore } from '../ports/object-store.js';
import { MASTER_KEY_BYTES, type MasterKeys } from './keys/master-keys.js';
import { newKeySlot, type SlotRequest } from './keys/new-slot.js';
import { putSlot, slotName } from './keys/slot-store.js';
import type { KeySealing } from './keys/key-sealing.js';
import { DEFAULT_CHUNKING, sealConfig, type Envelopes, type VaultConfig } from './vault-config.js';
import { vaultFailure } from './vault-failure.js';
import { formatVaultHeader, VAULT_NAME } from './vault-header.js';

/** The engine as far as making and opening a vault needs it. */
export interface VaultCrypto<V extends Envelopes & { dispose(): void }> extends KeySealing {
  openVault(options: { readonly vaultId: Buffer; readonly masterKeys: MasterKeys; readonly chunking: Chunking }): V;
}

export interface CreateVaultOptions<V extends Envelopes & { dispose(): void }> {
  readonly store: ObjectStore;
  readonly engine: VaultCrypto<V>;
  readonly random: Random;
  readonly clock: Clock;
  /** At least one; the keys of a vault without slots would be lost with the process. */
  readonly slots: readonly [SlotRequest, ...SlotRequest[]];
  readonly chunking?: Chunking | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** An open vault; `vault` belongs to whoever got this. */
export interface OpenVault<V> {
  readonly vaultId: Buffer;
  readonly createdMs: number;
  readonly keys: MasterKeys;
  readonly config: VaultConfig;
  readonly vault: V;
}

/**
 * Makes a vault in a place that holds none.
 *
 * - `vault.json` is written last: before it there is no vault, after it there is one that every slot opens.
 * - Fails with `vault.already-exists` when there is a `vault.json`, or any pack, run, registration or condemned list (then
 *   `vault.json` was lost, and a new one would bury what is left). Key slots alone are remains of a creation that was
 *   interrupted; they are removed after the new vault is there.
 * - Of two programs that do this at once, one fails with `vault.already-exists`.
 */
export async function createVault<V extends Envelopes & { dispose(): void }>(options: CreateVaultOptions<V>): Promise<OpenVault<V>> {
  const { store, engine, random, signal, chunking = DEFAULT_CHUNKING } = options;
  await refuseVault(store, signal);
  const createdMs = options.clock.nowMs();
  const vaultId = random.bytes(16);
  const keys: MasterKeys = new Map([[1, random.bytes(MASTER_KEY_BYTES)]]);
  const vault = engine.openVault({ vaultId, masterKeys: keys, chunking });
  const written: string[] = [];
  try {
    for (const request of options.slots) {
      const slot = await newKeySlot({ vaultId, sealing: engine, random }, request, keys, createdMs);
      written.push(slotName(slot.slot, 1));
      await putSlot(store, { slot, revision: 1 }, signal);
    }
    const config = { chunking };
    await commit(store, formatVaultHeader({ vaultId, createdMs, sealedConfig: sealConfig(vault, { vaultId, createdMs }, config) }), signal);
    await removeSlotsExcept(store, written, signal);
    return { vaultId, createdMs, keys, config, vault };
  } catch (failure) {
    vault.dispose();
    if (isTaken(failure)) for (const name of written) await store.delete(name, { signal });
    throw failure;
  }
}

async function refuseVault(store: ObjectStore, signal: AbortSignal | undefined): Promise<void> {
  for (const prefix of [VAULT_NAME, 'packs/', 'runs/', 'writers/', 'condemned/']) {
    for await (const { name } of store.list(prefix, { signal })) throw vaultFailure('vault.already-exists', 'the place holds a vault', { name });
  }
}

/** Writes `vault.json` and reads it back: where puts are not conditional, the last of two writers is the one that counts. */
async function commit(store: ObjectStore, header: Buffer, signal: AbortSignal | undefined): Promise<void> {
  try {
    await store.put(VAULT_NAME, header, { ifAbsent: store.capabilities.conditionalPut, signal });
  } catch (failure) {
    if (!(failure instanceof CodedError) || failure.code !== 'store.exists') throw failure;
  }
  if (!(await store.get(VAULT_NAME, undefined, { signal })).equals(header)) throw vaultFailure('vault.already-exists', 'another program made a vault here just now');
}

async function removeSlotsExcept(store: ObjectStore, kept: readonly string[], signal: AbortSignal | undefined): Promise<void> {
  const remains: string[] = [];
  for await (const { name } of store.list('keys/', { signal })) if (!kept.includes(name)) remains.push(name);
  for (const name of remains) await store.delete(name, { signal });
}

function isTaken(failure: unknown): boolean {
  return failure instanceof CodedError && failure.code === 'vault.already-exists';
}
