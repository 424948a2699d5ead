import type { ObjectStore } from '../ports/object-store.js';
import type { OpenVault, VaultCrypto } from './create-vault.js';
import type { MasterKeys } from './keys/master-keys.js';
import { DEFAULT_CHUNKING, openConfig, type Envelopes } from './vault-config.js';
import { readVaultHeader, type VaultHeader } from './vault-header.js';

/**
 * Opens a vault whose master keys are at hand: from `KeyRing.unlock`, or from the credential store without any derivation.
 *
 * Reads one object, or none when `header` is given. The configuration is opened first with default chunk sizes, which it
 * does not depend on, and the vault then with its own. Fails as `readVaultHeader` and `openConfig` do; keys of another vault
 * fail with `vault.wrong-key`.
 */
export async function openVault<V extends Envelopes & { dispose(): void }>(options: {
  readonly store: ObjectStore;
  readonly engine: VaultCrypto<V>;
  readonly keys: MasterKeys;
  readonly header?: VaultHeader | undefined;
  readonly signal?: AbortSignal | undefined;
}): Promise<OpenVault<V>> {
  const { engine, keys } = options;
  const header = options.header ?? await readVaultHeader(options.store, options.signal);
  const { vaultId, createdMs } = header;
  const first = engine.openVault({ vaultId, masterKeys: keys, chunking: DEFAULT_CHUNKING });
  try {
    const config = openConfig(first, header);
    return { vaultId, createdMs, keys, config, vault: engine.openVault({ vaultId, masterKeys: keys, chunking: config.chunking }) };
  } finally {
    first.dispose();
  }
}
