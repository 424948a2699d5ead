import type { Buffer } from 'node:buffer';
import { decodePath } from '../../base/path-bytes.js';
import type { FileRecord } from '../catalog/file-record.js';
import { batchEntries, toRecordBatch } from '../catalog/record-batch.js';
import { decodeRecord } from '../catalog/record-codec.js';
import { compareEntries, type StreamEntry } from '../catalog/record-stream.js';
import type { CatalogReader, SourceId } from '../ports/catalog.js';
import type { RecordBatch } from '../ports/engine.js';
import { isWithin } from '../watch/folders.js';
import type { RelativePath } from '../watch/source-event.js';

/** A restore in place of one path: which state it brought, and which one was there before (0: nothing was). */
export interface RestoredState {
  readonly source: SourceId;
  readonly path: RelativePath;
  readonly restored: number;
  readonly before: number;
}

/** Something that the restore made where nothing was. */
export interface CreatedEntry {
  readonly path: RelativePath;
  readonly record: FileRecord;
}

interface Difference {
  readonly restored: StreamEntry | undefined;
  readonly before: StreamEntry | undefined;
}

const BATCH_ENTRIES = 2_000;

/**
 * What it takes to put back what a restore in place changed, and nothing else: what the restore did not touch may have been worked on since.
 *
 * Each method reads both states anew. Cost: a few microseconds a path of either; memory: a batch, the folders that something changed in, and
 * for `created` the folders that were made.
 */
export class RestoreReversal {
  readonly #catalog: CatalogReader;
  readonly #state: RestoredState;

  constructor(catalog: CatalogReader, state: RestoredState) {
    this.#catalog = catalog;
    this.#state = state;
  }

  /** What the restore wrote: while it is all still there, nothing was changed since. */
  * written(): Generator<RecordBatch> {
    yield* batches(this.#written());
  }

  /** What was there before, with the folders whose times change when it comes back. */
  * replaced(): Generator<RecordBatch> {
    yield* batches(this.#replaced());
  }

  /** What was not there before, folders in the place of something else included: files first, then folders, inner ones first. */
  * created(): Generator<CreatedEntry> {
    const folders: CreatedEntry[] = [];
    for (const { restored, before } of this.#differences()) {
      if (!restored) continue;
      const entry = { path: pathOf(restored), record: recordOf(restored) };
      if (before && (entry.record.kind !== 'directory' || recordOf(before).kind === 'directory')) continue;
      if (entry.record.kind === 'directory') folders.push(entry);
      else yield entry;
    }
    yield* folders.reverse();
  }

  * #written(): Generator<StreamEntry> {
    for (const { restored } of this.#differences()) if (restored) yield restored;
  }

  * #replaced(): Generator<StreamEntry> {
    const holders = new Set<RelativePath>();
    for (const { restored, before } of this.#differences()) holders.add(decodePath((restored ?? before as StreamEntry).directory));
    for (const { restored, before } of this.#states()) {
      if (!before) continue;
      const path = pathOf(before);
      if (restored?.sequence !== before.sequence || holders.has(path)) yield before;
    }
  }

  * #differences(): Generator<Difference> {
    for (const state of this.#states()) if (state.restored?.sequence !== state.before?.sequence) yield state;
  }

  /** Both states side by side. What only the earlier one has was not touched, unless it lay in a folder that gave way to a file. */
  * #states(): Generator<Difference> {
    const { source, path, restored, before } = this.#state;
    const displaced: RelativePath[] = [];
    for (const state of merged(entriesAt(this.#catalog, source, path, restored), entriesAt(this.#catalog, source, path, before))) {
      if (!state.restored) {
        const at = pathOf(state.before as StreamEntry);
        if (displaced.some(folder => isWithin(folder, at))) yield state;
        continue;
      }
      if (state.before && recordOf(state.before).kind === 'directory' && recordOf(state.restored).kind !== 'directory') displaced.push(pathOf(state.before));
      yield state;
    }
  }
}

function* entriesAt(catalog: CatalogReader, source: SourceId, path: RelativePath, at: number): Generator<StreamEntry> {
  if (at > 0) for (const batch of catalog.walk(source, path, at)) yield* batchEntries(batch);
}

function* merged(left: Generator<StreamEntry>, right: Generator<StreamEntry>): Generator<Difference> {
  let restored = taken(left);
  let before = taken(right);
  while (restored || before) {
    const order = !restored ? 1 : !before ? -1 : compareEntries({ ...restored, sequence: 0 }, { ...before, sequence: 0 });
    yield { restored: order <= 0 ? restored : undefined, before: order >= 0 ? before : undefined };
    if (order <= 0) restored = taken(left);
    if (order >= 0) before = taken(right);
  }
}

function taken(entries: Generator<StreamEntry>): StreamEntry | undefined {
  const next = entries.next();
  return next.done ? undefined : next.value;
}

function* batches(entries: Iterable<StreamEntry>): Generator<RecordBatch> {
  let open: StreamEntry[] = [];
  for (const entry of entries) {
    if (open.push(entry) < BATCH_ENTRIES) continue;
    yield toRecordBatch(open);
    open = [];
  }
  if (open.length > 0) yield toRecordBatch(open);
}

function pathOf({ directory, name }: StreamEntry): RelativePath {
  return directory.length === 0 ? decodePath(name) : `${decodePath(directory)}/${decodePath(name)}`;
}

function recordOf({ record }: StreamEntry): FileRecord {
  return decodeRecord(record as Buffer);
}
