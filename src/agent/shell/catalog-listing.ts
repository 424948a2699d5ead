import { decodePath } from '../../base/path-bytes.js';
import { batchEntries } from '../../core/catalog/record-batch.js';
import { kindOfRecord } from '../../core/catalog/record-codec.js';
import { operations, type StreamEntry } from '../../core/catalog/record-stream.js';
import type { CatalogReader } from '../../core/ports/catalog.js';
import type { ListedEntry } from '../../shell/status/root-publisher.js';
import type { EntryKind } from '../../shell/status/root-status.js';

/** What the last committed state of a source holds at a path; undefined for what it does not hold. */
export function listedKind(catalog: CatalogReader, source: string, path: string): EntryKind | undefined {
  const item = catalog.source(source) && catalog.stateAt(source, path);
  return item?.kind === 'version' ? kindOf(item.record) : undefined;
}

/** Everything that the last committed state holds at or below a folder; '' is the root. */
export function* listing(catalog: CatalogReader, source: string, folder: string): Generator<ListedEntry, void, undefined> {
  if (!catalog.source(source)) return;
  if (folder === '') yield { path: '', kind: 'folder' };
  for (const batch of catalog.walk(source, folder)) {
    for (const entry of batchEntries(batch)) {
      const path = pathOf(entry);
      if (entry.op === operations.put && path !== '') yield { path, kind: kindOf(entry.record as Buffer) };
    }
  }
}

/** A change that a run commits: what is at the path from then on, undefined for nothing. */
export function committedEntry(entry: StreamEntry): { readonly path: string; readonly kind: EntryKind | undefined } | undefined {
  if (entry.op === operations.put) return { path: pathOf(entry), kind: kindOf(entry.record as Buffer) };
  return entry.op === operations.tombstone ? { path: pathOf(entry), kind: undefined } : undefined;
}

function kindOf(record: Buffer): EntryKind {
  return kindOfRecord(record) === 'directory' ? 'folder' : 'file';
}

function pathOf({ directory, name }: Pick<StreamEntry, 'directory' | 'name'>): string {
  const folder = decodePath(directory);
  return folder === '' ? decodePath(name) : `${folder}/${decodePath(name)}`;
}
