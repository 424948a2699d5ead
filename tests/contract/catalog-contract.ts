import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodePath } from '../../src/base/path-bytes.js';
import { foldHistory, type PathOperation } from '../../src/core/catalog/fold-history.js';
import { itemAt, type HistoryItem } from '../../src/core/catalog/history-item.js';
import { batchEntries, toRecordBatch } from '../../src/core/catalog/record-batch.js';
import { logicalBytes } from '../../src/core/catalog/record-codec.js';
import { compareEntries, operations, type Operation, type StreamEntry } from '../../src/core/catalog/record-stream.js';
import { comparePaths } from '../../src/core/catalog/path-order.js';
import { latest, type Catalog, type CommittedRun, type RunKind } from '../../src/core/ports/catalog.js';
import { fileName, smallRecord } from '../unit/core/catalog/arbitraries.js';

const source = 'a'.repeat(32);
const other = 'b'.repeat(32);

/** Every implementation of the catalog passes this; `open` gives an empty one. */
export function describeCatalog(name: string, open: () => Promise<{ readonly catalog: Catalog; readonly close: () => Promise<void> }>): void {
  describe(`catalog contract: ${name}`, () => {
    let catalog: Catalog;
    let close: () => Promise<void>;
    beforeEach(async () => ({ catalog, close } = await open()));
    afterEach(() => close());

    const commit = (sequence: number, entries: readonly StreamEntry[], options: { finishedMs?: number; kind?: RunKind; to?: string } = {}): void => {
      const run = catalog.begin(options.to ?? source, { generations: 10 });
      run.insertBatch(toRecordBatch([...entries].sort(compareEntries)));
      run.recordRun(aRun(sequence, options.finishedMs, options.kind));
      run.commit();
    };
    const listed = (folder: string, at?: number): string =>
      catalog.listFolder(source, folder, at).map(({ name: entry, item }) => `${entry}:${item.kind}`).join(' ');
    const walked = (below?: string, at?: number): string[] => [...catalog.walk(source, below, at)].flatMap(batch => [...batchEntries(batch)].map(pathOf));

    it('answers with the state of any point in time', () => {
      commit(1, [put('docs', 1), put('docs/a', 1), put('docs/b', 1)]);
      commit(2, [put('docs/a', 2), tombstone('docs/b', 2)]);
      commit(3, [put('docs/c', 3), put('docs/a', 3), drop('docs/a', 2)]);
      expect(catalog.history(source, 'docs/a').map(item => item.kind)).toEqual(['version', 'gap', 'version']);
      expect(catalog.stateAt(source, 'docs/a', 2)?.kind).toBe('gap');
      expect(catalog.stateAt(source, 'docs/b')?.kind).toBe('tombstone');
      expect(catalog.stateAt(source, 'docs/none')).toBeUndefined();
      expect([1, 2, 3].map(at => listed('docs', at))).toEqual(['a:version b:version', 'a:gap', 'a:version c:version']);
      expect([...catalog.droppedAt(source, '', 2)].map(({ path }) => path)).toEqual(['docs/a']);
      expect([...catalog.droppedAt(source, 'docs/a', 2)].map(({ path }) => path)).toEqual(['docs/a']);
      expect([...catalog.droppedAt(source, '', 3)]).toEqual([]);
    });

    it('walks a subtree in stream order, its own entry first, neighbours left out', () => {
      commit(1, [put('', 1), put('a', 1), put('a!', 1), put('a!/x', 1), put('a/b', 1), put('a/b/c', 1), put('a/d', 1), tombstone('a/e', 1)]);
      expect(walked('a')).toEqual(['a', 'a/b', 'a/d', 'a/b/c']);
      expect(walked()).toEqual(['', 'a', 'a!', 'a/b', 'a/d', 'a/b/c', 'a!/x']);
      expect(walked('a/b/c')).toEqual(['a/b/c']);
      expect(walked('nothing')).toEqual([]);
      expect(walked('', 0)).toEqual([]);
      expect(listed('')).toBe('a:version a!:version');
    });

    it('pages through a folder of many names', () => {
      const names = Array.from({ length: 10_000 }, (_, index) => `n${String(index).padStart(5, '0')}`);
      commit(1, names.map(entry => put(`big/${entry}`, 1)));
      expect(walked('big')).toEqual(names.map(entry => `big/${entry}`));
      const page = catalog.listFolder(source, 'big', latest, { after: 'n00099', limit: 100 });
      expect(page.map(entry => entry.name)).toEqual(names.slice(100, 200));
      expect([...catalog.find(source, 'n0999')].filter(found => found !== undefined)).toHaveLength(10);
    });

    it('finds names now and then', () => {
      commit(1, [put('docs/Report.txt', 1), put('docs/old report.md', 1)]);
      commit(2, [tombstone('docs/old report.md', 2), put('report', 2)]);
      const found = (pattern: string, at?: number): unknown => [...catalog.find(source, pattern, at)].flatMap(hit => hit ? [`${hit.path}:${hit.item.kind}`] : []);
      expect(found('report')).toEqual(['report:version', 'docs/Report.txt:version', 'docs/old report.md:tombstone']);
      expect(found('*.md', 2)).toEqual([]);
      expect(found('*.md', 1)).toEqual(['docs/old report.md:version']);
    });

    it('shows a run when it is committed and nothing of it when it is rolled back', () => {
      commit(1, [put('a', 1)]);
      const run = catalog.begin(source, { generations: 10 });
      run.insertBatch(toRecordBatch([put('a', 2), put('b', 2)]));
      run.recordRun(aRun(2));
      expect(walked()).toEqual(['a']);
      expect(catalog.source(source)?.lastSequence).toBe(1);
      run.rollback();
      expect(catalog.history(source, 'a')).toHaveLength(1);
      commit(2, [put('b', 2)]);
      expect(walked()).toEqual(['a', 'b']);
    });

    it('says how large what a run removes was, as its last version had it; folders, gaps and other sources count nothing', () => {
      const sized = (path: string, sequence: number, size: number) => put(path, sequence, smallRecord(sequence, { metadataOnly: sequence === 2 }, size));
      commit(1, [sized('a', 1, 10), sized('b', 1, 20), sized('c', 1, 400), sized('kept', 1, 3_000)]);
      commit(1, [sized('a', 1, 50_000)], { to: other });
      commit(2, [sized('a', 2, 11), drop('c', 1)]);
      const run = catalog.begin(source, { generations: 10 });
      run.insertBatch(toRecordBatch([tombstone('a', 3), tombstone('b', 3), tombstone('c', 3), tombstone('never', 3)]));
      expect([2, 3].map(sequence => run.removedBytes(sequence))).toEqual([0, 31]);
      run.insertBatch(toRecordBatch([sized('b', 3, 20)]));
      expect(run.removedBytes(3)).toBe(11);
      run.rollback();
    });

    it('keeps sources apart', () => {
      commit(1, [put('a', 1)]);
      commit(1, [put('a', 1), put('b', 1)], { to: other });
      expect(walked()).toEqual(['a']);
      expect(catalog.sources().map(({ id, versions }) => [id, versions])).toEqual([[source, 1], [other, 2]]);
      const run = catalog.begin(other, { generations: 10 });
      run.clear();
      run.commit();
      expect(catalog.source(other)).toMatchObject({ versions: 0, logicalBytes: 0, lastSequence: 0 });
      expect(walked()).toEqual(['a']);
      expect(() => catalog.history('c'.repeat(32), 'a')).toThrow(expect.objectContaining({ code: 'catalog.unknown-source' }));
    });

    it('tells which run a wall time belongs to, also where the clock was set back', () => {
      [1000, 2000, 9000, 3000, 4000].forEach((finishedMs, index) => commit(index + 1, [], { finishedMs }));
      expect([999, 1000, 2999, 3000, 3999, 4000, 99_999].map(time => catalog.sequenceAt(source, time)))
        .toEqual([undefined, 1, 2, 4, 4, 5, 5]);
    });

    it('lists runs newest first, by kind and page, with their errors', () => {
      (['scheduled', 'continuous', 'continuous', 'manual'] as const).forEach((kind, index) => commit(index + 1, [], { kind }));
      expect(catalog.runs(source, { kinds: ['scheduled', 'manual'] }).map(run => run.sequence)).toEqual([4, 1]);
      expect(catalog.runs(source, { before: 4, limit: 2 }).map(run => run.sequence)).toEqual([3, 2]);
      const run = catalog.begin(source, { generations: 10 });
      run.recordRun(aRun(5), [{ path: 'caf\udce9', code: 'backup.no-access' }]);
      run.define('{"name":"Documents"}');
      run.commit();
      expect(catalog.run(source, 5)).toEqual(aRun(5));
      expect(catalog.runErrors(source, 5)).toEqual([{ path: 'caf\udce9', code: 'backup.no-access' }]);
      expect(catalog.source(source)).toMatchObject({ definition: '{"name":"Documents"}', lastSequence: 5 });
    });

    it('keeps every name and record byte for byte', () => {
      const record = smallRecord(0);
      fc.assert(fc.property(fc.uniqueArray(fileName, { minLength: 1, maxLength: 20, selector: bytes => bytes.toString('hex') }), names => {
        const run = catalog.begin(source, { generations: 10 });
        run.clear();
        run.insertBatch(toRecordBatch(names.map(entry => ({ directory: Buffer.from('d'), name: entry, op: operations.put, sequence: 1, record }))
          .sort(compareEntries)));
        run.commit();
        const entries = [...catalog.walk(source)].flatMap(batch => [...batchEntries(batch)]);
        expect(entries.map(entry => entry.name)).toEqual([...names].sort(Buffer.compare));
        expect(entries.every(entry => entry.record?.equals(record))).toBe(true);
        expect(catalog.listFolder(source, 'd').map(entry => entry.name)).toEqual(entries.map(entry => decodePath(entry.name)));
      }), { numRuns: 50 });
    });

    it('holds exactly what folding gives, after any operations', () => {
      fc.assert(fc.property(fc.array(fc.array(anOperation, { maxLength: 8 }), { maxLength: 12 }), runs => {
        const run = catalog.begin(source, { generations: 3 });
        run.clear();
        const model = new Map<string, readonly HistoryItem[]>();
        runs.forEach((applied, index) => {
          const entries = applied.map(operation => toEntry(operation, index + 1)).sort(compareEntries);
          run.insertBatch(toRecordBatch(entries));
          for (const entry of entries) model.set(pathOf(entry), foldHistory(model.get(pathOf(entry)) ?? [], [entry as PathOperation]));
        });
        run.commit();
        for (const [path, items] of model) expect(catalog.history(source, path)).toEqual(items);
        const versions = [...model.values()].flat().flatMap(item => item.kind === 'version' ? [item.record] : []);
        expect(catalog.source(source)).toMatchObject({
          versions: versions.length, logicalBytes: versions.reduce((sum, record) => sum + logicalBytes(record), 0),
        });
        for (let at = 0; at <= runs.length; at += 1) {
          const expected = [...model].filter(([, items]) => itemAt(items, at)?.kind === 'version').map(([path]) => path);
          expect(walked('', at).sort()).toEqual(expected.sort());
          const gaps = [...model].filter(([, items]) => itemAt(items, at)?.kind === 'gap').map(([path]) => path);
          expect([...catalog.droppedAt(source, '', at)].map(({ path }) => path).sort()).toEqual(gaps.sort());
        }
      }), { numRuns: 200 });
    });

    it('lists what is dropped in path order over pages', () => {
      const paths = Array.from({ length: 2_500 }, (_, index) => `d${index % 7}/f${String(index).padStart(4, '0')}`);
      commit(1, paths.map(path => put(path, 1)));
      commit(2, paths.map(path => drop(path, 1)));
      const dropped = [...catalog.droppedAt(source, '')].map(({ path }) => path);
      expect(dropped).toEqual([...paths].sort((a, b) => comparePaths(Buffer.from(a), Buffer.from(b))));
    });
  });
}

export function aRun(sequence: number, finishedMs = sequence * 1000, kind: RunKind = 'scheduled'): CommittedRun {
  return { sequence, writer: 'w'.repeat(16), digest: 'd'.repeat(64), kind, startedMs: finishedMs - 1, finishedMs, status: 'completed', root: '{}' };
}

export function put(path: string, sequence: number, record: Buffer = smallRecord(sequence, { generation: true })): StreamEntry {
  return { ...at(path), op: operations.put, sequence, record };
}

export function tombstone(path: string, sequence: number): StreamEntry {
  return { ...at(path), op: operations.tombstone, sequence };
}

function drop(path: string, sequence: number): StreamEntry {
  return { ...at(path), op: operations.drop, sequence };
}

function at(path: string): { directory: Buffer; name: Buffer } {
  const slash = path.lastIndexOf('/');
  return { directory: Buffer.from(path.slice(0, Math.max(0, slash))), name: Buffer.from(path.slice(slash + 1)) };
}

function pathOf({ directory, name }: StreamEntry): string {
  return directory.length === 0 ? decodePath(name) : `${decodePath(directory)}/${decodePath(name)}`;
}

interface RawOperation {
  readonly path: string;
  readonly op: Operation;
  readonly back: number;
  readonly flags: { readonly generation: boolean; readonly torn: boolean; readonly metadataOnly: boolean };
}

const anOperation: fc.Arbitrary<RawOperation> = fc.record({
  path: fc.constantFrom('a', 'a/b', 'c'),
  op: fc.constantFrom<Operation>(0, 0, 0, 1, 3, 3, 4, 5),
  back: fc.nat(6),
  flags: fc.record({ generation: fc.boolean(), torn: fc.boolean(), metadataOnly: fc.boolean() }),
});

/** Puts and tombstones are of the run itself; the others are about earlier sequences. */
function toEntry({ path, op, back, flags }: RawOperation, sequence: number): StreamEntry {
  const base = { ...at(path), op };
  if (op === operations.put) return { ...base, sequence, record: smallRecord(sequence, flags, sequence * 100) };
  return { ...base, sequence: op === operations.tombstone ? sequence : Math.max(0, sequence - back) };
}
