import { CodedError } from '../../base/coded-error.js';
import type { KeyRing } from '../../core/vault/keys/key-ring.js';
import type { MasterKeys } from '../../core/vault/keys/master-keys.js';
import { vaultFailure } from '../../core/vault/vault-failure.js';
import { agentErrors } from '../../terms/errors/agent-errors.js';
import type { StoredMasterKeys } from './vault-credentials.js';
import { unlockWithSecret } from './vault-secret.js';

/**
 * The master keys of a vault: those in the credential store, or what the secret opens, which are stored then.
 *
 * Stored keys may lack an epoch that another installation started since. A secret that is given is used to complete them; one that opens nothing does no harm then, because what is stored may be all
 * that is needed: it comes back as `refused`. Cost with stored keys and no secret: nothing beyond `stored`.
 *
 * @throws CodedError agent.key-needed, and what unlocking throws where nothing is stored
 */
export async function masterKeys(
  stored: MasterKeys | undefined, { storedKeys, keyRing, secret }: { readonly storedKeys: StoredMasterKeys; readonly keyRing: KeyRing; readonly secret: string | undefined },
): Promise<{ readonly keys: MasterKeys; readonly refused?: CodedError | undefined }> {
  if (secret === undefined) {
    if (stored) return { keys: stored };
    throw CodedError.of(agentErrors, 'agent.key-needed', 'no key in the credential store');
  }
  if (stored && await newerEpoch(keyRing, stored) === undefined) return { keys: stored };
  try {
    const { keys } = await unlockWithSecret(keyRing, secret);
    await storedKeys.write(keys);
    return { keys };
  } catch (failure) {
    if (!stored || !(failure instanceof CodedError) || failure.code !== 'vault.wrong-key') throw failure;
    return { keys: stored, refused: failure };
  }
}

/** Why something in the vault does not open with `keys`: as a rule because another installation has started a new key epoch. */
export async function whyUnopened(failure: unknown, keyRing: KeyRing, keys: MasterKeys): Promise<unknown> {
  if (!(failure instanceof CodedError) || failure.code !== 'vault.wrong-key') return failure;
  const epoch = await newerEpoch(keyRing, keys).catch(() => undefined);
  return epoch === undefined ? failure : vaultFailure('vault.newer-epoch', 'another installation renewed the keys', { epoch }, failure);
}

/** The newest epoch that slots say they hold and that is not at hand. */
async function newerEpoch(keyRing: KeyRing, keys: MasterKeys): Promise<number | undefined> {
  const unknown = (await keyRing.list()).flatMap(({ epochs }) => epochs.filter(epoch => !keys.has(epoch)));
  return unknown.length > 0 ? Math.max(...unknown) : undefined;
}
