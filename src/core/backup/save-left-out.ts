import { decodePath } from '../../base/path-bytes.js';
import { batchEntries } from '../catalog/record-batch.js';
import { operations } from '../catalog/record-stream.js';
import type { CatalogReader } from '../ports/catalog.js';
import { exclusionRule } from '../watch/exclusion-rules.js';
import type { RelativePath } from '../watch/source-event.js';
import type { KnownPath } from './expand-paths.js';
import { readAgain, type ReadAgainOptions, type ReadSource } from './read-again.js';
import type { SourceSettings } from './source-settings.js';

/** Paths that one job is given. */
const BATCH_PATHS = 20_000;

export interface LeftOutOptions extends ReadAgainOptions {
  readonly source: SourceSettings;
  readonly catalog: CatalogReader;
  /** Everything at and below these is about to be overwritten. */
  readonly below: readonly RelativePath[];
  /** Whether names that differ by case alone are one: Windows. */
  readonly ignoreCase: boolean;
}

/**
 * Saves the present state of what the rules leave out but earlier runs saved: a restore in place brings those versions back, and must not cost what took their place. What was never saved stays left
 * out: no restore touches it.
 */
export async function saveLeftOut(first: ReadSource, options: LeftOutOptions): Promise<ReadSource> {
  if (first.counts.kept === 0) return first;
  const job = { ...options.job, exclusions: { ...options.job.exclusions, extensions: [], patterns: [], hidden: false } };
  let read = first;
  for (const paths of batches(leftOut(options))) read = await readAgain(read, paths, { ...options, job });
  return read;
}

function* leftOut({ source, catalog, below, ignoreCase }: LeftOutOptions): Generator<KnownPath> {
  if (!catalog.source(source.id)) return;
  for (const place of below) {
    for (const batch of catalog.walk(source.id, place)) {
      for (const { op, directory, name, record } of batchEntries(batch)) {
        if (op !== operations.put || !record) continue;
        const path = directory.length === 0 ? name : Buffer.concat([directory, Buffer.from('/'), name]);
        if (exclusionRule(source, decodePath(path), ignoreCase) !== undefined) yield { path, currentRecord: record };
      }
    }
  }
}

function* batches(paths: Iterable<KnownPath>): Generator<readonly KnownPath[]> {
  let batch: KnownPath[] = [];
  for (const path of paths) {
    batch.push(path);
    if (batch.length < BATCH_PATHS) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
