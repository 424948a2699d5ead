import { createHash } from 'node:crypto';
import { bug } from '../../src/base/coded-error.js';
import { comparePaths } from '../../src/core/catalog/path-order.js';
import { decodeRecord } from '../../src/core/catalog/record-codec.js';
import { foldHistory } from '../../src/core/catalog/fold-history.js';
import type { HistoryItem } from '../../src/core/catalog/history-item.js';
import { toRecordBatch } from '../../src/core/catalog/record-batch.js';
import { decodeRecordChunk, encodeRecordStream, operations, type StreamEntry } from '../../src/core/catalog/record-stream.js';
import type {
  BackupOutcome, BlobSource, ContentReference, DivisibleJob, EngineIndex, EngineJob, EngineVault, FoldOptions, FoldOutcome, OpenContainer, RepackOptions, RepackOutcome,
  RestoreOutcome, StoreMetadataOptions, VerifyOptions, VerifyOutcome,
} from '../../src/core/ports/engine.js';
import { formatPackName } from '../../src/core/vault/object-names.js';
import { vaultFailure } from '../../src/core/vault/vault-failure.js';
import { buildContainer, chunkId, type BuiltSegment } from './container-builder.js';
import { MemoryChunkIndex, parseFooter } from './memory-chunk-index.js';
import { ENVELOPE_TYPES, NodeCryptoEnvelopes } from './node-crypto-envelopes.js';

interface MemoryOpenContainer extends OpenContainer {
  readonly segments: readonly BuiltSegment[];
}

const LIST_IDS = 64;
const TYPE_NAMES = new Map(Object.entries(ENVELOPE_TYPES).map(([name, code]) => [code, name as 'data' | 'metadata']));

/** What the engine does to the chunks of a vault, for small vaults in tests: written from docs/vault-format.md, one key epoch, no files. */
export class MemoryEngineVault implements EngineVault {
  readonly #vaultId: Buffer;
  readonly #key: Buffer;
  readonly #envelopes: NodeCryptoEnvelopes;

  constructor(vaultId: Buffer, key: Buffer) {
    this.#vaultId = vaultId;
    this.#key = key;
    this.#envelopes = new NodeCryptoEnvelopes(vaultId, new Map([[1, key]]));
  }

  seal(type: Parameters<EngineVault['seal']>[0], plaintext: Buffer): Buffer {
    return this.#envelopes.seal(type, plaintext);
  }

  open(type: Parameters<EngineVault['open']>[0], envelope: Buffer): Buffer {
    return this.#envelopes.open(type, envelope);
  }

  readFooter(tail: Buffer, containerBytes: number) {
    return this.#envelopes.readFooter(tail, containerBytes);
  }

  openIndex(): EngineIndex {
    return new MemoryChunkIndex();
  }

  backup(): DivisibleJob<BackupOutcome> {
    throw bug('no files here');
  }

  backupPaths(): EngineJob<BackupOutcome> {
    throw bug('no files here');
  }

  restore(): EngineJob<RestoreOutcome> {
    throw bug('no files here');
  }

  dispose(): void {}

  idOf(content: Buffer): string {
    return chunkId(this.#key, this.#vaultId, content).toString('hex');
  }

  /** A data pack of the given chunks, one segment for `perSegment` of them. */
  dataPack(contents: readonly Buffer[], perSegment = 2) {
    const segments = Array.from({ length: Math.ceil(contents.length / perSegment) }, (_, at) => this.#segment('data', contents.slice(at * perSegment, (at + 1) * perSegment)));
    return this.#pack(1, segments);
  }

  storeMetadata({ index, chunks, open }: StoreMetadataOptions): EngineJob<{ content: ContentReference; open: OpenContainer | undefined }> {
    return job(async () => this.#store(index, chunks, open as MemoryOpenContainer | undefined));
  }

  fold({ index, source, streams, onItems, live, store }: FoldOptions): EngineJob<FoldOutcome> {
    return job(async () => {
      const paths = new Map<string, { place: StreamEntry; items: readonly HistoryItem[] }>();
      for (const { content } of streams) {
        for (const ids of await this.#levels(index, source, content)) live?.add(ids);
        for (const chunk of await this.#chunks(index, source, content)) {
          for (const entry of decodeRecordChunk(chunk)) {
            const key = `${entry.directory.toString('hex')}/${entry.name.toString('hex')}`;
            paths.set(key, { place: entry, items: foldHistory(paths.get(key)?.items ?? [], [entry]) });
          }
        }
      }
      const entries = [...paths.values()]
        .sort((a, b) => comparePaths(a.place.directory, b.place.directory) || Buffer.compare(a.place.name, b.place.name))
        .flatMap(({ place: { directory, name }, items }) => items.map((item): StreamEntry => ({
          directory, name, sequence: item.sequence, op: item.kind === 'version' ? operations.put : operations[item.kind], ...(item.kind === 'version' && { record: item.record }),
        })));
      for (const { record } of entries) {
        const content = record && decodeRecord(record).content;
        if (!content || !live) continue;
        for (const ids of await this.#levels(index, source, { depth: content.depth, ids: split(content.ids) })) live.add(ids);
      }
      await onItems?.(toRecordBatch(entries));
      const stored = store && this.#store(index, encodeRecordStream(entries), undefined);
      return { items: entries.length, records: stored?.content, open: stored?.open };
    });
  }

  readContent({ index, content, source }: { readonly index: EngineIndex; readonly content: ContentReference; readonly source: BlobSource }): EngineJob<Buffer> {
    return job(async () => Buffer.concat(await this.#chunks(index, source, content)));
  }

  repack({ index, source, containers, live, missingOnly, sink }: RepackOptions): EngineJob<RepackOutcome> {
    return job(async () => {
      const copied = new Set<string>();
      const packs: { name: string; sizeBytes: number }[] = [];
      let copiedBytes = 0;
      for (const type of ['data', 'metadata'] as const) {
        const segments: BuiltSegment[] = [];
        for (const { name, footer } of containers) {
          for (const segment of parseFooter(footer).segments.filter(candidate => TYPE_NAMES.get(candidate.type) === type)) {
            const wanted = segment.chunks.filter(({ id }) => live.has(id) && !copied.has(id) && !(missingOnly && index.locate(id)));
            if (wanted.length === 0) continue;
            const plaintext = this.open(type, await source(name, segment.offset, segment.sealedBytes));
            for (const { id } of wanted) copied.add(id);
            segments.push(this.#segment(type, wanted.map(chunk => plaintext.subarray(chunk.offset, chunk.offset + chunk.rawBytes))));
          }
        }
        if (segments.length === 0) continue;
        const pack = this.#pack(type === 'data' ? 1 : 2, segments);
        copiedBytes += pack.sizeBytes;
        packs.push({ name: pack.name, sizeBytes: pack.sizeBytes });
        await sink(pack);
      }
      return { packs, copiedBytes, droppedBytes: 0 };
    });
  }

  verifySegments({ containers, source, onDamage }: VerifyOptions): EngineJob<VerifyOutcome> {
    return job(async () => {
      const outcome = { segments: 0, rawBytes: 0, damaged: 0 };
      for (const { name, footer, segments: chosen } of containers) {
        for (const [at, segment] of parseFooter(footer).segments.entries()) {
          if (segment.chunks.length === 0 || (chosen !== 'all' && !chosen.includes(at))) continue;
          outcome.segments += 1;
          outcome.rawBytes += segment.rawBytes;
          try {
            const plaintext = this.open(TYPE_NAMES.get(segment.type) ?? 'data', await source(name, segment.offset, segment.sealedBytes));
            if (segment.chunks.some(({ id, offset, rawBytes }) => this.idOf(plaintext.subarray(offset, offset + rawBytes)) !== id)) throw vaultFailure('vault.damaged-object', 'another content');
          } catch (failure) {
            outcome.damaged += 1;
            onDamage([{ container: name, segment: at, error: failure as never, chunkIds: segment.chunks.map(({ id }) => id) }]);
          }
        }
      }
      return outcome;
    });
  }

  finishRun(parts: OpenContainer | undefined, root: Buffer) {
    const built = buildContainer(this.#envelopes, 3, [...(parts as MemoryOpenContainer | undefined)?.segments ?? [], { type: 'root', plaintext: root, chunks: [] }]);
    return { sha256: built.sha256, bytes: [built.bytes], sizeBytes: built.bytes.length, footer: built.footer };
  }

  /** An open container that holds data too, as a small run's does. */
  openWith(contents: readonly Buffer[], open?: OpenContainer): OpenContainer {
    const segments = [...(open as MemoryOpenContainer | undefined)?.segments ?? [], this.#segment('data', contents)];
    return { sizeBytes: 0, segments } as MemoryOpenContainer;
  }

  /** Stores chunks and, above 64 of them, lists of their ids (section 6). */
  #store(index: EngineIndex, chunks: readonly Buffer[], open: MemoryOpenContainer | undefined): { content: ContentReference; open: MemoryOpenContainer | undefined } {
    const bytes = chunks.reduce((total, chunk) => total + chunk.length, 0);
    const stored = [...chunks];
    let depth = 0;
    let ids = chunks.map(chunk => this.idOf(chunk));
    for (; ids.length > LIST_IDS; depth += 1) {
      const lists = Array.from({ length: Math.ceil(ids.length / LIST_IDS) }, (_, at) => Buffer.from(ids.slice(at * LIST_IDS, (at + 1) * LIST_IDS).join(''), 'hex'));
      stored.push(...lists);
      ids = lists.map(list => this.idOf(list));
    }
    const lacking = stored.filter(chunk => !index.locate(this.idOf(chunk)));
    const segments = [...open?.segments ?? [], ...(lacking.length > 0 ? [this.#segment('metadata', lacking)] : [])];
    return { content: { depth, ids, bytes }, open: { sizeBytes: 0, segments } };
  }

  #segment(type: 'data' | 'metadata', contents: readonly Buffer[]): BuiltSegment {
    return { type, plaintext: Buffer.concat(contents), chunks: contents.map(content => ({ id: Buffer.from(this.idOf(content), 'hex'), rawBytes: content.length })) };
  }

  #pack(kind: 1 | 2, segments: readonly BuiltSegment[]) {
    const { bytes, footer, sha256 } = buildContainer(this.#envelopes, kind, segments);
    if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw bug('another digest');
    return { name: formatPackName(sha256), bytes: [bytes], sizeBytes: bytes.length, footer };
  }

  async #chunks(index: EngineIndex, source: BlobSource, content: Pick<ContentReference, 'depth' | 'ids'>): Promise<readonly Buffer[]> {
    return Promise.all(((await this.#levels(index, source, content)).at(-1) ?? []).map(id => this.#chunk(index, source, id)));
  }

  async #levels(index: EngineIndex, source: BlobSource, { depth, ids }: Pick<ContentReference, 'depth' | 'ids'>): Promise<readonly (readonly string[])[]> {
    const levels: (readonly string[])[] = [ids];
    for (let left = depth; left > 0; left -= 1) {
      levels.push(split(Buffer.concat(await Promise.all((levels.at(-1) ?? []).map(id => this.#chunk(index, source, id))))));
    }
    return levels;
  }

  async #chunk(index: EngineIndex, source: BlobSource, id: string): Promise<Buffer> {
    const place = index.locate(id, 'any');
    if (!place) throw vaultFailure('vault.missing-object', 'no container holds this chunk', { chunk: id });
    const envelope = await source(place.container, place.segmentOffset, place.sealedBytes);
    const content = this.open(envelope[5] === ENVELOPE_TYPES.data ? 'data' : 'metadata', envelope).subarray(place.offsetInSegment, place.offsetInSegment + place.rawBytes);
    if (this.idOf(content) !== id) throw vaultFailure('vault.damaged-object', 'another content', { name: place.container });
    return content;
  }
}

function split(ids: Buffer): string[] {
  return Array.from({ length: ids.length / 16 }, (_, at) => ids.toString('hex', at * 16, (at + 1) * 16));
}

function job<T>(work: () => Promise<T>): EngineJob<T> {
  return {
    result: work(), cancel: () => {}, pause: () => {}, resume: () => {},
    progress: () => ({ filesDone: 0, filesTotal: 0, bytesDone: 0, bytesTotal: 0, walkComplete: true, currentPath: undefined }),
  };
}
