import { CodedError } from '../base/coded-error.js';
import { systemRandom } from '../base/random.js';
import type { ObjectStore, StoreCapabilities } from '../core/ports/object-store.js';
import { createVault } from '../core/vault/create-vault.js';
import { KeyRing } from '../core/vault/keys/key-ring.js';
import type { MasterKeys } from '../core/vault/keys/master-keys.js';
import type { SlotRequest } from '../core/vault/keys/new-slot.js';
import { formatRecoveryCode, newRecoverySecret } from '../core/vault/keys/recovery-code.js';
import { readVaultHeader } from '../core/vault/vault-header.js';
import { agentErrors } from '../terms/errors/agent-errors.js';
import { weaknessOf } from './vault/check-passphrase.js';
import { openPlace } from './open-place.js';
import { StoredMasterKeys } from './vault/vault-credentials.js';
import { unlockWithSecret } from './vault/vault-secret.js';
import type { Workspace } from './workspace.js';

export interface SetUpWishes {
  readonly location: string; // absolute path of a folder, or a URL that a plugin knows
  readonly device: string;
  readonly secret: string | undefined;
}

/**
 * Connects this installation with a vault: attaches the one that is there, else creates one.
 *
 * - An existing vault is never initialised; it takes a secret that opens it (`agent.key-needed`, `vault.wrong-key`).
 * - A new one gets a recovery slot, whose code is returned exactly once, and a passphrase slot if a secret was given. A weak one is taken and told as `weakness`: a first backup is worth more,
 *   and a better one can be added at any time.
 * - The keys are in the credential store before the installation is recorded: a crash in between leaves a vault that the recovery code opens.
 */
export async function setUpVault(workspace: Workspace, wishes: SetUpWishes): Promise<Pick<Connected, 'recoveryCode' | 'weakness'>> {
  const { location, device, secret } = wishes;
  const { store } = await openPlace(location, workspace.openByUrl, { create: true, clock: workspace.clock });
  try {
    const exists = await readVaultHeader(store).then(() => true, (failure: unknown) => {
      if (failure instanceof CodedError && failure.code === 'vault.not-found') return false;
      throw failure;
    });
    const { vaultId, keys, recoveryCode, weakness } = exists ? await attach(workspace, store, secret) : await create(workspace, store, secret, device);
    const id = vaultId.toString('hex');
    await new StoredMasterKeys(await workspace.credentials(), id).write(keys);
    workspace.install({
      format: 1,
      vault: { location, id, capabilities: plain(store.capabilities) },
      writer: systemRandom.bytes(8).toString('hex'),
      device,
    });
    return { recoveryCode, weakness };
  } finally {
    await store.dispose();
  }
}

interface Connected {
  readonly vaultId: Buffer;
  readonly keys: MasterKeys;
  readonly recoveryCode: string | undefined;
  readonly weakness: CodedError | undefined; // of the passphrase
}

async function create({ engine, clock }: Workspace, store: ObjectStore, secret: string | undefined, device: string): Promise<Connected> {
  const recovery = newRecoverySecret(systemRandom);
  const slots: [SlotRequest, ...SlotRequest[]] = [{ kind: 'recovery', label: '', secret: recovery }];
  if (secret !== undefined) slots.push({ kind: 'passphrase', label: '', passphrase: secret });
  const { vaultId, keys, vault } = await createVault({ store, engine, random: systemRandom, clock, slots });
  vault.dispose();
  return { vaultId, keys, recoveryCode: formatRecoveryCode(recovery), weakness: secret === undefined ? undefined : weaknessOf(secret, [device]) };
}

async function attach({ engine }: Workspace, store: ObjectStore, secret: string | undefined): Promise<Connected> {
  const { vaultId } = await readVaultHeader(store);
  if (secret === undefined) throw CodedError.of(agentErrors, 'agent.key-needed', 'a vault is there, and no secret was given');
  const { keys } = await unlockWithSecret(new KeyRing(store, { vaultId, sealing: engine, random: systemRandom }), secret);
  return { vaultId, keys, recoveryCode: undefined, weakness: undefined };
}

function plain({ conditionalPut, durability, serverTime, deferredDelete }: StoreCapabilities): StoreCapabilities {
  return { conditionalPut, durability, serverTime, deferredDelete };
}
