import type { CatalogReader } from '../ports/catalog.js';
import type { RelativePath } from '../watch/source-event.js';
import { expandPaths, type TreeProbe } from './expand-paths.js';
import type { FailureList } from './failure-list.js';
import { readAgain, type ReadAgainOptions, type ReadSource } from './read-again.js';

export interface RetryOptions extends ReadAgainOptions {
  readonly source: { readonly id: string; readonly root: string };
  readonly catalog: CatalogReader;
  readonly probe: TreeProbe;
  readonly failures: FailureList;
}

/**
 * Tries files once more that failed for a passing reason, after all others of the run; what fails again is the run's failure.
 *
 * Bounded by what `FailureList` sets aside. A folder that could not be listed is left to the next run, which scans it: what lies in it is not known here.
 */
export async function retryFailed(first: ReadSource, options: RetryOptions): Promise<ReadSource> {
  const { source, catalog, probe, failures } = options;
  const files: RelativePath[] = [];
  for (const path of failures.retryable) if (await probe.kindOf(source.root, path) !== 'directory') files.push(path);
  const paths = files.length > 0 ? await expandPaths(source, files, catalog, probe, 2 * failures.retryable.length) : undefined;
  if (!paths) return first;
  failures.retry(files);
  return readAgain(first, paths, options);
}
