import { Buffer } from 'node:buffer';
import { createCipheriv } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { batchEntries } from '../../../src/core/catalog/record-batch.js';
import { decodeRecordChunk, type StreamEntry } from '../../../src/core/catalog/record-stream.js';
import { decodeRecord } from '../../../src/core/catalog/record-codec.js';
import type { FileRecord } from '../../../src/core/catalog/file-record.js';
import type {
  BackupOptions, BackupOutcome, ContentReference, EngineIndex, EngineJob, EngineVault, PathError, StoredPack,
} from '../../../src/core/ports/engine.js';
import { loadEngine } from '../../../src/platform/engine/native-engine.js';

const SMALL_CHUNKS = { minBytes: 4096, averageBytes: 16_384, maxBytes: 65_536, wholeFileBytes: 32_768 };

/** What one run said. */
export interface RunReport {
  readonly outcome: BackupOutcome;
  readonly entries: readonly StreamEntry[]; // as `onRecords` brought them
  readonly errors: readonly PathError[];
}

/** A vault in memory behind the real engine, with one source folder on disk. */
export class NativeVaultFixture {
  readonly engine = loadEngine();
  readonly folder = mkdtempSync(join(tmpdir(), 'mamori-engine-'));
  readonly root = join(this.folder, 'source');
  readonly imagePath = join(this.folder, 'image');
  readonly objects = new Map<string, Buffer>();
  vault: EngineVault;
  index: EngineIndex;
  sequence = 0;
  #opened = { key: '', plain: Buffer.alloc(0) as Buffer }; // the segment read last: neighbours lie in it

  constructor() {
    mkdirSync(this.root);
    mkdirSync(join(this.folder, 'index'));
    this.vault = this.#open(1);
    this.index = this.vault.openIndex(join(this.folder, 'index'));
  }

  /** Goes on with a further key epoch, as after a key rotation. */
  rotateKeys(epochs: number): void {
    this.index.close();
    this.vault.dispose();
    this.vault = this.#open(epochs);
    this.index = this.vault.openIndex(join(this.folder, 'index'));
  }

  #open(epochs: number): EngineVault {
    const masterKeys = new Map(Array.from({ length: epochs }, (_, at) => [at + 1, Buffer.alloc(32, 7 + at)]));
    return this.engine.openVault({ vaultId: Buffer.alloc(16, 1), masterKeys, chunking: SMALL_CHUNKS });
  }

  dispose(): void {
    this.index.close();
    this.vault.dispose();
    rmSync(this.folder, { recursive: true, force: true });
  }

  options(overrides: Partial<BackupOptions> = {}): { readonly options: BackupOptions; readonly entries: StreamEntry[]; readonly errors: PathError[] } {
    const entries: StreamEntry[] = [];
    const errors: PathError[] = [];
    this.sequence += 1;
    const options: BackupOptions = {
      index: this.index, root: Buffer.from(this.root), sourceId: Buffer.alloc(16, 2), sequence: this.sequence, generation: true,
      imagePath: this.imagePath,
      exclusions: { extensions: [], hidden: false, subtrees: [], patterns: [], oneFileSystem: true },
      packBytes: 4 << 20, inlineBytes: 0,
      sink: pack => this.keep(pack),
      onRecords: batch => void entries.push(...batchEntries(batch)),
      onErrors: found => void errors.push(...found),
      ...overrides,
    };
    return { options, entries, errors };
  }

  /** One committed run of the whole source, or what `overrides` say. */
  async backup(overrides: Partial<BackupOptions> = {}): Promise<RunReport> {
    const { options, entries, errors } = this.options(overrides);
    return this.commit(this.vault.backup(options), { entries, errors });
  }

  async backupPaths(paths: readonly { readonly path: Buffer; readonly currentRecord?: Buffer }[]): Promise<RunReport> {
    const { options, entries, errors } = this.options({ generation: false, inlineBytes: 1 << 20 });
    return this.commit(this.vault.backupPaths({ ...options, paths }), { entries, errors });
  }

  async commit(job: EngineJob<BackupOutcome>, report: Omit<RunReport, 'outcome'>): Promise<RunReport> {
    const outcome = await job.result;
    const run = this.vault.finishRun(outcome.open, Buffer.from('{}'), { pad: false });
    const name = `runs/${run.sha256}`;
    this.objects.set(name, Buffer.concat(run.bytes));
    this.index.add([{ name, footer: run.footer }]);
    await this.index.flush();
    await outcome.commitImage();
    return { outcome, ...report };
  }

  async keep(pack: StoredPack): Promise<void> {
    // Copies: a pack's buffers are gone when this resolves.
    this.objects.set(pack.name, Buffer.concat(pack.bytes));
    this.index.add([{ name: pack.name, footer: Buffer.from(pack.footer) }]);
  }

  /** A chunk by its id: its container's bytes, opened by the engine, cut by what the index says. */
  chunk(id: string): Buffer {
    const place = this.index.locate(id);
    const object = place && this.objects.get(place.container);
    if (!place || !object) throw new Error(`no container has chunk ${id}`);
    const key = `${place.container} ${place.segmentOffset}`;
    if (this.#opened.key !== key) {
      const sealed = object.subarray(place.segmentOffset, place.segmentOffset + place.sealedBytes);
      this.#opened = { key, plain: this.vault.open(sealed[5] === 1 ? 'data' : 'metadata', sealed) };
    }
    const { plain } = this.#opened;
    return plain.subarray(place.offsetInSegment, place.offsetInSegment + place.rawBytes);
  }

  content({ depth, ids }: Pick<ContentReference, 'depth' | 'ids'>): Buffer {
    const whole = Buffer.concat(ids.map(id => this.chunk(id)));
    if (depth === 0) return whole;
    return this.content({ depth: depth - 1, ids: idsOf(whole) });
  }

  /** The entries of a run as the vault has them. */
  stream(records: ContentReference): readonly StreamEntry[] {
    return this.chunksOf(records).flatMap(chunk => [...decodeRecordChunk(chunk)]);
  }

  fileContent({ content }: FileRecord): Buffer {
    return content ? this.content({ depth: content.depth, ids: idsOf(content.ids) }) : Buffer.alloc(0);
  }

  private chunksOf({ depth, ids }: Pick<ContentReference, 'depth' | 'ids'>): readonly Buffer[] {
    const chunks = ids.map(id => this.chunk(id));
    return depth === 0 ? chunks : this.chunksOf({ depth: depth - 1, ids: idsOf(Buffer.concat(chunks)) });
  }
}

export function pathOf({ directory, name }: StreamEntry): string {
  return directory.length === 0 ? name.toString('latin1') : `${directory.toString('latin1')}/${name.toString('latin1')}`;
}

export function recordOf(entries: readonly StreamEntry[], path: string): FileRecord {
  const entry = entries.find(candidate => pathOf(candidate) === path);
  if (!entry?.record) throw new Error(`no record of ${path}`);
  return decodeRecord(entry.record);
}

function idsOf(list: Buffer): readonly string[] {
  return Array.from({ length: list.length / 16 }, (_, at) => list.subarray(16 * at, 16 * at + 16).toString('hex'));
}

/** Incompressible bytes, the same for the same seed, at the speed of AES. */
export function noise(seed: number, length: number): Buffer {
  return createCipheriv('aes-128-ctr', Buffer.alloc(16, seed), Buffer.alloc(16)).update(Buffer.alloc(length));
}
