import { Buffer } from 'node:buffer';
import { batchEntries, toRecordBatch } from '../../../src/core/catalog/record-batch.js';
import { encodeRecordStream, compareEntries, type StreamEntry } from '../../../src/core/catalog/record-stream.js';
import type { BlobSource, ContentReference, FoldOptions, PathError, RestoreOptions, RestoreOutcome } from '../../../src/core/ports/engine.js';
import type { NativeVaultFixture } from './native-vault-fixture.js';

/** Reads from the fixture's objects, as a store would. */
export function sourceOf({ objects }: NativeVaultFixture): BlobSource {
  return async (name, offset, length) => {
    const object = objects.get(name);
    if (!object) throw Object.assign(new Error(`no object ${name}`), { code: 'store.not-found' });
    return object.subarray(offset, offset + length);
  };
}

/** Stores a stream the way operations are stored, in any order given. */
export async function storeStream(fixture: NativeVaultFixture, entries: readonly StreamEntry[], chunkBytes?: number): Promise<ContentReference> {
  const chunks = encodeRecordStream(entries.toSorted(compareEntries), chunkBytes);
  const { content, open } = await fixture.vault.storeMetadata({
    index: fixture.index, chunks, open: undefined, packBytes: 4 << 20, inlineBytes: 64 << 20, sink: pack => fixture.keep(pack),
  }).result;
  const run = fixture.vault.finishRun(open, Buffer.from('{}'), { pad: false });
  const name = `runs/${run.sha256}`;
  fixture.objects.set(name, Buffer.concat(run.bytes));
  fixture.index.add([{ name, footer: run.footer }]);
  await fixture.index.flush();
  return content;
}

/** What a fold yields, in its order. */
export async function foldedEntries(fixture: NativeVaultFixture, streams: FoldOptions['streams']): Promise<readonly StreamEntry[]> {
  const entries: StreamEntry[] = [];
  const outcome = await fixture.vault.fold({
    index: fixture.index, source: sourceOf(fixture), streams, onItems: batch => void entries.push(...batchEntries(batch)),
  }).result;
  if (outcome.items !== entries.length) throw new Error('the fold counted otherwise');
  return entries;
}

export interface RestoreReport {
  readonly outcome: RestoreOutcome;
  readonly errors: readonly PathError[];
}

/** Restores the entries, some at a time. */
export async function restoreEntries(
  fixture: NativeVaultFixture, target: string, entries: readonly StreamEntry[], overrides: Partial<RestoreOptions> = {},
): Promise<RestoreReport> {
  const errors: PathError[] = [];
  const sorted = entries.toSorted(compareEntries);
  let next = 0;
  const outcome = await fixture.vault.restore({
    index: fixture.index, source: sourceOf(fixture), target: Buffer.from(target),
    nextItems: async () => {
      if (next >= sorted.length) return undefined;
      next += 100;
      return toRecordBatch(sorted.slice(next - 100, next));
    },
    overwrite: 'if-changed', dryRun: false, restoreOwner: true,
    onErrors: found => void errors.push(...found),
    ...overrides,
  }).result;
  return { outcome, errors };
}
