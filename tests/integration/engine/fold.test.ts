import { Buffer } from 'node:buffer';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldHistory } from '../../../src/core/catalog/fold-history.js';
import type { HistoryItem } from '../../../src/core/catalog/history-item.js';
import { encodeRecord } from '../../../src/core/catalog/record-codec.js';
import { compareEntries, operations, type StreamEntry } from '../../../src/core/catalog/record-stream.js';
import { NativeVaultFixture } from './native-vault-fixture.js';
import { foldedEntries, sourceOf, storeStream } from './reading-fixture.js';

const names = ['a', 'a-b', 'b', 'b.txt', 'é', '\u{1f600}'];
const directories = ['', 'a', 'a/b', 'a-b', 'a/b/c'];

const record = (size: number): Buffer => encodeRecord({
  kind: 'file', generation: false, torn: false, metadataOnly: false, sparse: false, size, mtimeNs: BigInt(size), mode: 0o644, uid: 0, gid: 0,
  content: { depth: 0, ids: Buffer.alloc(0) },
});

const entry: fc.Arbitrary<StreamEntry> = fc.record({
  directory: fc.constantFrom(...directories), name: fc.constantFrom(...names), op: fc.constantFrom(...Object.values(operations)),
  sequence: fc.integer({ min: 1, max: 8 }), size: fc.nat(1000),
}).map(({ directory, name, op, sequence, size }) => ({
  directory: Buffer.from(directory), name: Buffer.from(name), op, sequence, ...(op === operations.put && { record: record(size) }),
}));

/** One entry per path, sequence and operation, as streams have them. */
const stream = fc.uniqueArray(entry, { maxLength: 40, selector: found => `${keyOf(found)} ${found.sequence} ${found.op}` })
  .map(entries => entries.toSorted(compareEntries));

const keyOf = ({ directory, name }: StreamEntry): string => `${directory.toString('hex')} ${name.toString('hex')}`;

/** Section 9 by the reference, path by path. */
function expectedFold(streams: readonly (readonly StreamEntry[])[]): readonly StreamEntry[] {
  const paths = new Map<string, { readonly path: StreamEntry; items: readonly HistoryItem[] }>();
  for (const found of streams.flat()) {
    const known = paths.get(keyOf(found)) ?? { path: found, items: [] };
    paths.set(keyOf(found), { path: known.path, items: foldHistory(known.items, [found]) });
  }
  return [...paths.values()].flatMap(({ path: { directory, name }, items }) => items.map(item => ({
    directory, name, sequence: item.sequence,
    op: item.kind === 'version' ? operations.put : item.kind === 'tombstone' ? operations.tombstone : operations.gap,
    ...(item.kind === 'version' && { record: item.record }),
  }))).toSorted(compareEntries);
}

const plain = (entries: readonly StreamEntry[]): unknown => entries.map(({ directory, name, op, sequence, record: bytes }) =>
  [directory.toString(), name.toString(), op, sequence, bytes?.toString('hex')]);

describe('folding in the engine', () => {
  let fixture: NativeVaultFixture;
  beforeAll(() => { fixture = new NativeVaultFixture(); });
  afterAll(() => fixture.dispose());

  it('gives what the reference gives, for any operations in any number of streams', async () => {
    await fc.assert(fc.asyncProperty(fc.array(stream, { minLength: 1, maxLength: 5 }), fc.integer({ min: 60, max: 4000 }), async (streams, chunkBytes) => {
      const stored = [];
      for (const [at, entries] of streams.entries()) {
        stored.push({ content: await storeStream(fixture, entries, chunkBytes), checkpoint: false, sequence: at + 1 });
      }
      expect(plain(await foldedEntries(fixture, stored))).toEqual(plain(expectedFold(streams)));
    }), { numRuns: 60 });
  });

  it('stores a checkpoint that folds to the same, names what is live, and makes an image of this source', async () => {
    const first = Array.from({ length: 500 }, (_, at): StreamEntry =>
      ({ directory: Buffer.from('d'), name: Buffer.from(`f${String(at).padStart(4, '0')}`), op: operations.put, sequence: 1, record: record(at) }));
    const second: readonly StreamEntry[] = [{ directory: Buffer.from('d'), name: Buffer.from('f0003'), op: operations.tombstone, sequence: 2 }];
    const streams = [
      { content: await storeStream(fixture, first), checkpoint: true, sequence: 1 },
      { content: await storeStream(fixture, second), checkpoint: false, sequence: 2 },
    ];
    const live = fixture.engine.createLiveSet();
    const imagePath = join(fixture.folder, 'made-image');
    const { records, open, items } = await fixture.vault.fold({
      index: fixture.index, source: sourceOf(fixture), streams, live, imagePath, sourceId: Buffer.alloc(16, 2),
      store: { sink: pack => fixture.keep(pack), packBytes: 4 << 20, inlineBytes: 1 << 20 },
    }).result;
    expect(items).toBe(501);
    for (const { content } of streams) expect(content.ids.every(id => live.has(id))).toBe(true);
    const run = fixture.vault.finishRun(open, Buffer.from('{}'), { pad: false });
    fixture.objects.set('runs/checkpoint', Buffer.concat(run.bytes));
    fixture.index.add([{ name: 'runs/checkpoint', footer: run.footer }]);
    await fixture.index.flush();
    const again = await foldedEntries(fixture, [{ content: records!, checkpoint: true, sequence: 2 }]);
    expect(plain(again)).toEqual(plain(expectedFold([first, second])));
    expect(readFileSync(imagePath).subarray(0, 6).toString()).toBe('MAMIMG');
  });

  it('fails with the store\'s own error, and with a code for what is missing', async () => {
    const content = await storeStream(fixture, [{ directory: Buffer.alloc(0), name: Buffer.from('x'), op: operations.tombstone, sequence: 1 }]);
    const failure = Object.assign(new Error('unplugged'), { code: 'store.gone' });
    const streams = [{ content, checkpoint: false, sequence: 1 }];
    await expect(fixture.vault.fold({ index: fixture.index, source: async () => { throw failure; }, streams }).result).rejects.toBe(failure);
    const unknown = { ...content, ids: ['00'.repeat(16)] };
    await expect(foldedEntries(fixture, [{ content: unknown, checkpoint: false, sequence: 1 }])).rejects.toMatchObject({ code: 'restore.content-missing' });
  });
});
