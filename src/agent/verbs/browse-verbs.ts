import type { HistoryItem } from '../../core/catalog/history-item.js';
import { decodeRecord } from '../../core/catalog/record-codec.js';
import { latest, type CatalogReader, type RunKind } from '../../core/ports/catalog.js';
import { absolutePath } from '../../core/restore/absolute-path.js';
import { chosenSources, locatePath, unknownPath, type NamedSource } from '../../core/restore/locate-source.js';
import { parseWhen } from '../../core/restore/parse-when.js';
import type { ListedEntry, VersionRow } from '../../wire/verbs/results.js';
import type { Verb } from './verb.js';
import { upToDate } from './up-to-date.js';

export const versionsVerb: Verb<'versions'> = async (host, params) => {
  await upToDate(host.workspace);
  const { catalog, device } = host.workspace;
  const { source, path } = locatePath(catalog, params.path, params, device);
  const history = catalog.history(source.id, path).slice(params.limit === undefined ? 0 : -params.limit);
  return { path: params.path, source: source.definition.name, versions: history.map(item => versionRow(catalog, source.id, item)).reverse() };
};

function versionRow(catalog: CatalogReader, source: string, item: HistoryItem): VersionRow {
  const run = catalog.run(source, item.sequence);
  const common = { version: item.sequence, savedMs: run?.finishedMs ?? 0, kind: (run?.kind ?? 'maintenance') as RunKind };
  if (item.kind !== 'version') {
    return { ...common, state: item.kind === 'gap' ? 'dropped' : 'deleted', sizeBytes: 0, modifiedMs: 0, type: 'file', generation: false, torn: false };
  }
  const record = decodeRecord(item.record);
  return {
    ...common, state: 'present', sizeBytes: record.size, modifiedMs: Number(record.mtimeNs / 1_000_000n), type: record.kind,
    generation: record.generation && !record.metadataOnly, torn: record.torn,
  };
}

export const lsVerb: Verb<'ls'> = async (host, params) => {
  await upToDate(host.workspace);
  const { catalog, device, clock } = host.workspace;
  const atMs = params.at === undefined ? undefined : parseWhen(params.at, clock.nowMs());
  if (params.path === undefined) {
    const sources = chosenSources(catalog, params);
    return { path: '', atMs, entries: sources.flatMap(source => rootEntry(catalog, source, atMs)) };
  }
  const { source, path } = locatePath(catalog, params.path, params, device);
  const sequence = sequenceFor(catalog, source.id, atMs, params.path);
  const state = catalog.stateAt(source.id, path, sequence);
  if (path !== '' && (!state || state.kind === 'tombstone')) throw unknownPath(params.path);
  if (state?.kind === 'version' && decodeRecord(state.record).kind !== 'directory') {
    return { path: params.path, atMs, entries: [listed(catalog, source, path, state)] };
  }
  const entries = catalog.listFolder(source.id, path, sequence)
    .map(({ name, item }) => listed(catalog, source, path === '' ? name : `${path}/${name}`, item));
  return { path: params.path, atMs, entries };
};

/** A find lets others run after each page of the catalog. */
export const findVerb: Verb<'find'> = async (host, params, { signal }) => {
  await upToDate(host.workspace);
  const { catalog, clock } = host.workspace;
  const atMs = params.at === undefined ? undefined : parseWhen(params.at, clock.nowMs());
  const entries: ListedEntry[] = [];
  for (const source of chosenSources(catalog, params)) {
    const sequence = atMs === undefined ? undefined : catalog.sequenceAt(source.id, atMs);
    if (atMs !== undefined && sequence === undefined) continue;
    for (const found of catalog.find(source.id, params.pattern, sequence)) {
      if (!found) {
        await new Promise<void>(resolve => clock.after(0, resolve));
        signal.throwIfAborted();
        continue;
      }
      if (found.item.kind !== 'tombstone') entries.push(listed(catalog, source, found.path, found.item));
      else {
        const last = catalog.history(source.id, found.path).findLast(item => item.kind === 'version');
        if (last) entries.push(listed(catalog, source, found.path, last));
      }
      if (entries.length >= params.limit) return { path: '', atMs, entries };
    }
  }
  return { path: '', atMs, entries };
};

/** The sequence that stands for a wall time. @throws CodedError restore.unknown-path when nothing was saved by then */
export function sequenceFor(catalog: CatalogReader, source: string, atMs: number | undefined, path: string): number {
  if (atMs === undefined) return latest;
  const sequence = catalog.sequenceAt(source, atMs);
  if (sequence === undefined) throw unknownPath(path);
  return sequence;
}

function rootEntry(catalog: CatalogReader, source: NamedSource, atMs: number | undefined): ListedEntry[] {
  const sequence = atMs === undefined ? latest : catalog.sequenceAt(source.id, atMs);
  const item = sequence === undefined ? undefined : catalog.stateAt(source.id, '', sequence);
  if (!item) return [];
  return [{ ...listed(catalog, source, '', item), name: source.definition.name }];
}

function listed(catalog: CatalogReader, source: NamedSource, path: string, item: HistoryItem): ListedEntry {
  const row = versionRow(catalog, source.id, item);
  return {
    path: absolutePath(source.definition, path),
    name: path.slice(path.lastIndexOf('/') + 1), type: row.type, state: row.state === 'dropped' ? 'dropped' : 'present',
    sizeBytes: row.sizeBytes, modifiedMs: row.modifiedMs, savedMs: row.savedMs, version: row.version,
  };
}
