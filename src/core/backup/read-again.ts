import { batchEntries } from '../catalog/record-batch.js';
import type { StreamEntry } from '../catalog/record-stream.js';
import type { BackupOptions, BackupOutcome, EngineJob, EngineVault } from '../ports/engine.js';
import type { KnownPath } from './expand-paths.js';
import { finished } from './finished-job.js';

/** What the whole of a run's reading came to. */
export interface ReadSource extends BackupOutcome {
  /** Of what was read after the first pass: in no order, and not part of `records`, which are sorted and stored by then. */
  readonly late: readonly StreamEntry[];
}

export interface ReadAgainOptions {
  readonly vault: Pick<EngineVault, 'backupPaths'>;
  readonly job: Omit<BackupOptions, 'onlyFolders' | 'open'>;
  readonly signal: AbortSignal | undefined;
  readonly onJob: (job: EngineJob<BackupOutcome>) => void;
}

/** Reads further paths as part of the same run. They count as the first pass saw them; what became of them counts as it is now. */
export async function readAgain(first: ReadSource, paths: readonly KnownPath[], { vault, job, signal, onJob }: ReadAgainOptions): Promise<ReadSource> {
  const late: StreamEntry[] = [];
  const again = vault.backupPaths({
    ...job, paths, open: first.open,
    onRecords: async batch => {
      await job.onRecords(batch);
      late.push(...batchEntries(batch));
    },
  });
  onJob(again);
  const second = await finished(again, signal);
  const sum = (name: keyof BackupOutcome['counts']) => first.counts[name] + second.counts[name];
  return {
    ...first,
    late: [...first.late, ...late],
    open: second.open,
    packs: [...first.packs, ...second.packs],
    counts: {
      ...first.counts, new: sum('new'), changed: sum('changed'), removed: sum('removed'), unchanged: sum('unchanged'),
      newFolders: sum('newFolders'), changedFolders: sum('changedFolders'), removedFolders: sum('removedFolders'), readBytes: sum('readBytes'),
      storedBytes: sum('storedBytes') - (first.open?.sizeBytes ?? 0),
    },
    commitImage: async () => {
      await first.commitImage();
      await second.commitImage(); // into the journal of the image that is in place now
    },
  };
}
