import type {
  BackupOptions, BackupOutcome, BackupPathsOptions, DivisibleJob, EngineJob, EngineVault, OpenContainer, StoreMetadataOptions,
} from '../../core/ports/engine.js';
import type { NativeBackupOptions, NativeBackupOutcome, NativeBinding, NativeOpenContainer, NativeVault } from '../native-binding.js';
import { codedErrorOf } from './native-failure.js';
import { nativeIndexOf } from './native-index.js';
import { engineJob } from './native-job.js';

/** The jobs of the port that store something. */
export function backupJobs(binding: NativeBinding, vault: () => NativeVault): Pick<EngineVault, 'backup' | 'backupPaths' | 'storeMetadata'> {
  return {
    backup(options): DivisibleJob<BackupOutcome> {
      const { onlyFolders } = options;
      return engineJob(
        () => binding.backup(vault(), nativeIndexOf(options.index), { ...nativeOptions(options), ...(onlyFolders && { onlyFolders }) }),
        toOutcome,
      );
    },
    backupPaths(options): EngineJob<BackupOutcome> {
      return engineJob(
        () => binding.backupPaths(vault(), nativeIndexOf(options.index), { ...nativeOptions(options), paths: options.paths }),
        toOutcome,
      );
    },
    storeMetadata({ index, open, ...options }: StoreMetadataOptions) {
      return engineJob(
        () => binding.storeMetadata(vault(), nativeIndexOf(index), { ...options, open: nativeOpenOf(open) }),
        stored => stored,
      );
    },
  };
}

/** What a job of this adapter left open; other objects are refused by the addon. */
export function nativeOpenOf(open: OpenContainer | undefined): NativeOpenContainer | undefined {
  return open as NativeOpenContainer | undefined;
}

function nativeOptions(options: BackupOptions | BackupPathsOptions): NativeBackupOptions {
  const { root, sourceId, sequence, generation, imagePath, exclusions, keepRemoved, limits, packBytes, inlineBytes, sink, onRecords, onErrors, open } = options;
  return {
    root, sourceId, sequence, generation, imagePath, exclusions, packBytes, inlineBytes, sink, onRecords,
    ...(open && { open: nativeOpenOf(open) }),
    ...(keepRemoved !== undefined && { keepRemoved }),
    ...(limits && { limits: nativeLimits(limits) }),
    onErrors: failures => onErrors(failures.map(failure => ({ path: failure.path, error: codedErrorOf(failure) }))),
  };
}

/** The addon tells a member that is there from one that is not. */
function nativeLimits({ fileBytes, pathUnits, plainNames }: NonNullable<BackupOptions['limits']>): NonNullable<NativeBackupOptions['limits']> {
  return { plainNames, ...(fileBytes !== undefined && { fileBytes }), ...(pathUnits !== undefined && { pathUnits }) };
}

function toOutcome(outcome: NativeBackupOutcome): BackupOutcome {
  return { ...outcome, commitImage: () => engineJob(() => outcome.commitImage(), () => undefined).result };
}
