import { bug } from '../../base/coded-error.js';
import type { EngineVault, EnvelopeType } from '../../core/ports/engine.js';
import type { NativeBinding, NativeVault } from '../native-binding.js';
import { backupJobs, nativeOpenOf } from './backup-jobs.js';
import { openNativeIndex } from './native-index.js';
import { translated } from './native-failure.js';
import { readingJobs } from './reading-jobs.js';

/** Section 4 of docs/vault-format.md. */
const ENVELOPE_TYPES: Readonly<Record<EnvelopeType, number>> = {
  data: 1, metadata: 2, root: 3, footer: 4, padding: 5, config: 6, condemned: 8, writer: 9,
};

/** The port's vault over the addon's; after `dispose` every call is a bug. Running jobs keep the keys until they end. */
export function nativeVault(binding: NativeBinding, opened: NativeVault): EngineVault {
  let handle: NativeVault | undefined = opened;
  const vault = (): NativeVault => {
    if (!handle) throw bug('a vault that was disposed of');
    return handle;
  };
  return {
    seal: (type, plaintext) => translated(() => binding.seal(vault(), ENVELOPE_TYPES[type], plaintext)),
    open: (type, envelope) => translated(() => binding.open(vault(), ENVELOPE_TYPES[type], envelope, false)),
    openIndex: folder => openNativeIndex(binding, folder),
    ...backupJobs(binding, vault),
    ...readingJobs(binding, vault),
    finishRun: (parts, root, { pad }) => translated(() => binding.finishRun(vault(), nativeOpenOf(parts), root, pad)),
    readFooter: (tail, containerBytes) => translated(() => binding.readFooter(vault(), tail, containerBytes)),
    dispose() {
      if (handle) binding.closeVault(handle);
      handle = undefined;
    },
  };
}
