import type { Engine, FileLock } from '../../core/ports/engine.js';
import type { NativeBinding } from '../native-binding.js';
import { loadNativeBinding } from '../native-binding.js';
import { translated } from './native-failure.js';
import { createNativeLiveSet } from './native-live-set.js';
import { nativeVault } from './native-vault.js';

/** The engine in the addon. Fails with `engine.not-built` where there is none that fits. */
export function loadEngine(binding: NativeBinding = loadNativeBinding()): Engine {
  return {
    info: binding.info(),
    openVault({ vaultId, masterKeys, chunking }) {
      const epochs = [...masterKeys].map(([epoch, key]) => ({ epoch, key }));
      return nativeVault(binding, translated(() => binding.openVault({ vaultId, epochs, chunking })));
    },
    createLiveSet: () => createNativeLiveSet(binding),
    lockFile(path): FileLock | undefined {
      const lock = translated(() => binding.lockFile(path));
      return lock && { release: () => binding.unlockFile(lock) };
    },
    xaesSeal: (key, nonce, plaintext, associatedData) => translated(() => binding.xaesSeal(key, nonce, plaintext, associatedData)),
    xaesOpen: (key, nonce, sealed, associatedData) => translated(() => binding.xaesOpen(key, nonce, sealed, associatedData)),
  };
}
