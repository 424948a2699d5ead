import type { EngineVault } from '../../core/ports/engine.js';
import type { NativeBinding, NativePathFailure, NativeVault } from '../native-binding.js';
import { nativeOpenOf } from './backup-jobs.js';
import { codedErrorOf } from './native-failure.js';
import { nativeIndexOf } from './native-index.js';
import { engineJob } from './native-job.js';
import { nativeLiveSetOf } from './native-live-set.js';

type ReadingJobs = Pick<EngineVault, 'restore' | 'fold' | 'readContent' | 'verifySegments' | 'repack'>;

/** The jobs of the port that read what is stored. */
export function readingJobs(binding: NativeBinding, vault: () => NativeVault): ReadingJobs {
  return {
    restore: ({ index, onErrors, replaceOtherKinds = false, yieldingFolders = [], ...options }) => engineJob(
      () => binding.restore(vault(), nativeIndexOf(index), {
        ...options, replaceOtherKinds, yieldingFolders,
        onErrors: (failures: readonly NativePathFailure[]) => onErrors(failures.map(failure => ({ path: failure.path, error: codedErrorOf(failure) }))),
      }),
      outcome => outcome,
    ),
    fold: ({ index, live, ...options }) => engineJob(
      () => binding.fold(vault(), nativeIndexOf(index), { ...options, ...(live && { live: nativeLiveSetOf(live) }) }),
      ({ open, ...outcome }) => ({ ...outcome, open: nativeOpenOf(open) }),
    ),
    readContent: ({ index, content, source }) => engineJob(
      () => binding.readContent(vault(), nativeIndexOf(index), { content, source }),
      bytes => bytes,
    ),
    verifySegments: ({ onDamage, ...options }) => engineJob(
      () => binding.verifySegments(vault(), {
        ...options,
        onDamage: damage => onDamage(damage.map(({ container, segment, chunkIds, ...failure }) => ({ container, segment, chunkIds, error: codedErrorOf(failure) }))),
      }),
      outcome => outcome,
    ),
    repack: ({ index, live, ...options }) => engineJob(
      () => binding.repack(vault(), nativeIndexOf(index), { ...options, live: nativeLiveSetOf(live) }),
      outcome => outcome,
    ),
  };
}
