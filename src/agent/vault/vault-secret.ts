import { CodedError } from '../../base/coded-error.js';
import type { KeyRing, SlotSecret, UnlockedVault } from '../../core/vault/keys/key-ring.js';
import { parseRecoveryCode } from '../../core/vault/keys/recovery-code.js';

/** Opens a vault with what a person typed: a recovery code if it reads like one (that costs no derivation), else a passphrase. */
export async function unlockWithSecret(keyRing: KeyRing, secret: string): Promise<UnlockedVault> {
  const unlocked = await unlock(keyRing, secret);
  // Completes a rotation that was cut short. A vault that cannot be written to, or holds a slot that is not ours, opens all the same.
  await keyRing.share(unlocked.keys).catch((failure: unknown) => {
    if (!(failure instanceof CodedError)) throw failure;
  });
  return unlocked;
}

async function unlock(keyRing: KeyRing, secret: string): Promise<UnlockedVault> {
  const recovery = asRecoveryCode(secret);
  if (recovery) {
    try {
      return await keyRing.unlock(recovery);
    } catch (failure) {
      if (!(failure instanceof CodedError) || failure.code !== 'vault.wrong-key') throw failure;
    }
  }
  return keyRing.unlock({ kind: 'passphrase', passphrase: secret });
}

function asRecoveryCode(secret: string): SlotSecret | undefined {
  try {
    return { kind: 'recovery', secret: parseRecoveryCode(secret) };
  } catch {
    return undefined;
  }
}
