import { batchEntries } from '../catalog/record-batch.js';
import type { StreamEntry } from '../catalog/record-stream.js';
import type { CatalogReader } from '../ports/catalog.js';
import type { BackupOptions, BackupOutcome, EngineJob, EngineVault } from '../ports/engine.js';
import type { RelativePath } from '../watch/source-event.js';
import { expandPaths, type TreeProbe } from './expand-paths.js';
import type { FailureList } from './failure-list.js';
import { finished } from './finished-job.js';

/** What the whole of a run's reading came to. */
export interface ReadSource extends BackupOutcome {
  /** Of files that were read at the second try: in the order of record streams, and not part of `records`. */
  readonly late: readonly StreamEntry[];
}

export interface RetryOptions {
  readonly vault: Pick<EngineVault, 'backupPaths'>;
  readonly source: { readonly id: string; readonly root: string };
  readonly catalog: CatalogReader;
  readonly probe: TreeProbe;
  readonly job: Omit<BackupOptions, 'onlyFolders' | 'open'>;
  readonly failures: FailureList;
  readonly signal: AbortSignal | undefined;
  readonly onJob: (job: EngineJob<BackupOutcome>) => void;
}

/**
 * Tries files once more that failed for a passing reason, after all others of the run; what fails again is the run's failure.
 *
 * Bounded by what `FailureList` sets aside. A folder that could not be listed is left to the next run, which scans it: what lies in it is not known here. The records go into the run's second
 * stream, because the first one is sorted and written by now.
 */
export async function retryFailed(first: BackupOutcome, options: RetryOptions): Promise<ReadSource> {
  const { vault, source, catalog, probe, job, failures, signal } = options;
  const files: RelativePath[] = [];
  for (const path of failures.retryable) if (await probe.kindOf(source.root, path) !== 'directory') files.push(path);
  const paths = files.length > 0 ? await expandPaths(source, files, catalog, probe, 2 * failures.retryable.length) : undefined;
  if (!paths) return { ...first, late: [] };
  failures.retry(files);
  const late: StreamEntry[] = [];
  const second = vault.backupPaths({
    ...job, paths, open: first.open,
    onRecords: async batch => {
      await job.onRecords(batch);
      late.push(...batchEntries(batch));
    },
  });
  options.onJob(second);
  return { ...together(first, await finished(second, signal)), late };
}

/** Both walks saw the files that were tried again: they are counted as the first one saw them. */
function together(first: BackupOutcome, second: BackupOutcome): BackupOutcome {
  const sum = (name: keyof BackupOutcome['counts']) => first.counts[name] + second.counts[name];
  return {
    ...first,
    open: second.open,
    packs: [...first.packs, ...second.packs],
    counts: {
      ...first.counts, new: sum('new'), changed: sum('changed'), removed: sum('removed'), unchanged: sum('unchanged'), kept: sum('kept'),
      newFolders: sum('newFolders'), changedFolders: sum('changedFolders'), removedFolders: sum('removedFolders'), readBytes: sum('readBytes'),
      storedBytes: sum('storedBytes') - (first.open?.sizeBytes ?? 0),
    },
    commitImage: async () => {
      await first.commitImage();
      await second.commitImage(); // into the journal of the image that is in place now
    },
  };
}
