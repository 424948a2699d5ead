import type { RelativePath } from '../watch/source-event.js';
import { decodePath, encodePath } from '../../base/path-bytes.js';
import { decodeRecord } from '../catalog/record-codec.js';
import { batchEntries } from '../catalog/record-batch.js';
import { comparePaths } from '../catalog/path-order.js';
import { operations } from '../catalog/record-stream.js';
import type { CatalogReader } from '../ports/catalog.js';

/** What a path is on disk right now, and what lies below it. */
export interface TreeProbe {
  kindOf(root: string, path: RelativePath): Promise<'directory' | 'other' | 'gone'>;
  /** All paths below a folder, links not followed; undefined past `limit`. */
  below(root: string, folder: RelativePath, limit: number): Promise<readonly RelativePath[] | undefined>;
}

/** A path to look at, with what the catalog holds of it; ready for the engine. */
export interface KnownPath {
  readonly path: Buffer;
  readonly currentRecord?: Buffer;
}

/**
 * Completes a list of changed paths: what lies in folders that are new, and what lay in folders that are gone.
 *
 * undefined when that is more than `limit` paths: then a scan of the folders is cheaper. Cost: one stat and one index look-up a path.
 */
export async function expandPaths(
  source: { readonly id: string; readonly root: string }, paths: readonly RelativePath[], catalog: CatalogReader, probe: TreeProbe, limit: number,
): Promise<readonly KnownPath[] | undefined> {
  const wanted = new Set<RelativePath>();
  for (const path of paths) {
    wanted.add(path);
    const wasFolder = recordKind(currentRecord(catalog, source.id, path)) === 'directory';
    const isFolder = await probe.kindOf(source.root, path) === 'directory';
    if (isFolder === wasFolder) continue;
    const more = isFolder ? await probe.below(source.root, path, limit) : livingBelow(catalog, source.id, path, limit);
    if (!more) return undefined;
    for (const below of more) wanted.add(below);
    if (wanted.size > limit) return undefined;
  }
  return [...wanted]
    .map(path => known(encodePath(path), currentRecord(catalog, source.id, path)))
    .sort((a, b) => comparePaths(a.path, b.path));
}

function known(path: Buffer, record: Buffer | undefined): KnownPath {
  return record ? { path, currentRecord: record } : { path };
}

function currentRecord(catalog: CatalogReader, source: string, path: RelativePath): Buffer | undefined {
  const item = catalog.source(source) && catalog.stateAt(source, path);
  return item?.kind === 'version' ? item.record : undefined;
}

function recordKind(record: Buffer | undefined) {
  return record && decodeRecord(record).kind;
}

function livingBelow(catalog: CatalogReader, source: string, folder: RelativePath, limit: number): readonly RelativePath[] | undefined {
  const found: RelativePath[] = [];
  for (const batch of catalog.walk(source, folder)) {
    for (const entry of batchEntries(batch)) {
      if (entry.op !== operations.put) continue;
      found.push(pathOf(entry));
      if (found.length > limit) return undefined;
    }
  }
  return found;
}

function pathOf({ directory, name }: { readonly directory: Buffer; readonly name: Buffer }): RelativePath {
  const folder = decodePath(directory);
  return folder === '' ? decodePath(name) : `${folder}/${decodePath(name)}`;
}
