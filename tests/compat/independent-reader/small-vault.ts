import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { systemRandom } from '../../../src/base/random.js';
import type { ContentReference } from '../../../src/core/ports/engine.js';
import { createVault } from '../../../src/core/vault/create-vault.js';
import { KeyRing } from '../../../src/core/vault/keys/key-ring.js';
import { formatPackName, formatRunName } from '../../../src/core/vault/object-names.js';
import { formatRunRoot, formatRunSummaries, type RunRoot } from '../../../src/core/vault/runs/run-root.js';
import { buildContainer, chunkId, varint, type BuiltSegment } from '../../fakes/container-builder.js';
import { MemoryObjectStore } from '../../fakes/memory-object-store.js';
import { nodeCryptoEngine, NodeCryptoEnvelopes } from '../../fakes/node-crypto-envelopes.js';

export const SECRET = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
export const PASSPHRASE = 'パスフレーズ';
export const SOURCE = '5'.repeat(32);
const WRITER = '7'.repeat(16);
export const BASE_NS = 1_700_000_000_123_456_000n;

/** A piece of content with its chunk ids, to be put into some segment. */
interface Piece {
  readonly content: Buffer;
  readonly id: Buffer;
}

export interface EntrySpec {
  readonly folder: string | Buffer;
  readonly name: string | Buffer;
  readonly op: 0 | 1 | 2 | 3 | 4 | 5;
  readonly sequence: number;
  readonly record?: Buffer;
}

/** A vault small enough to be written by hand: what the engine would store, from the format's text, for tests of readers. */
export class SmallVault {
  readonly store = new MemoryObjectStore();
  readonly #vaultId: Buffer;
  readonly #keys: Map<number, Buffer>;
  readonly #predecessors: string[] = [];
  readonly #roots: RunRoot[] = [];

  private constructor(vaultId: Buffer, keys: ReadonlyMap<number, Buffer>, store: MemoryObjectStore) {
    this.#vaultId = vaultId;
    this.#keys = new Map(keys);
    this.store = store;
  }

  static async create(): Promise<SmallVault> {
    const store = new MemoryObjectStore();
    const { vaultId, keys } = await createVault({
      store, engine: nodeCryptoEngine, random: systemRandom, clock: { nowMs: () => 1_700_000_000_000, monotonicMs: () => 0, after: () => ({ cancel() {} }) },
      slots: [{ kind: 'recovery', label: 'paper', secret: SECRET }, { kind: 'passphrase', label: '受付 "é"', passphrase: PASSPHRASE, cost: { n: 16, r: 1, p: 1 } }],
    });
    return new SmallVault(vaultId, keys, store);
  }

  async rotate(): Promise<void> {
    const ring = new KeyRing(this.store, { vaultId: this.#vaultId, sealing: nodeCryptoEngine, random: systemRandom });
    for (const [epoch, key] of await ring.rotate(this.#keys)) this.#keys.set(epoch, key);
  }

  piece(content: Buffer): Piece {
    return { content, id: chunkId(this.#keys.get(Math.max(...this.#keys.keys())) as Buffer, this.#vaultId, content) };
  }

  putPack(segments: readonly (readonly Piece[])[], compress = true): string {
    const { bytes, sha256 } = buildContainer(this.#envelopes(), 1, segments.map(pieces => segment('data', pieces, compress)));
    this.store.set(formatPackName(sha256), bytes);
    return formatPackName(sha256);
  }

  /** Commits a run whose data lies inline; with `folded` it is a checkpoint that supersedes all before. */
  putRun(inline: readonly Piece[], records: readonly EntrySpec[], folded?: readonly EntrySpec[], operations?: readonly EntrySpec[]): string {
    const stream = this.piece(encodeEntries(records));
    const checkpointStream = folded && this.piece(encodeEntries(folded));
    const operationStream = operations && this.piece(encodeEntries(operations));
    const summaries = this.piece(formatRunSummaries(this.#roots));
    const sequence = this.#roots.length + 1;
    const root: RunRoot = {
      source: SOURCE, sequence, writer: WRITER, predecessor: this.#predecessors.at(-1), kind: 'manual', number: '', startedMs: 1, finishedMs: 2,
      definition: { name: '書類', device: 'pc', platform: 'linux', root: '/home/a', exclusions: undefined, schedule: undefined },
      counts: { files: 0, directories: 0, bytes: 0, new: 0, changed: 0, removed: 0, unchanged: 0, failed: 0 },
      status: 'completed', errors: [], acknowledged: [], program: '0.1.0',
      records: reference(stream), operations: operationStream && reference(operationStream), checkpoint: checkpointStream && { records: reference(checkpointStream), runs: reference(summaries) },
    };
    const { bytes, sha256 } = buildContainer(this.#envelopes(), 3, [
      ...(inline.length > 0 ? [segment('data', inline, true)] : []),
      segment('metadata', [stream, ...(operationStream ? [operationStream] : []), ...(checkpointStream ? [checkpointStream, summaries] : [])], true),
      { type: 'root', plaintext: formatRunRoot(root), chunks: [], compress: true },
      { type: 'padding', plaintext: Buffer.alloc(100), chunks: [] },
    ]);
    const name = formatRunName({ source: SOURCE, sequence, writer: WRITER, sha256 });
    this.store.set(name, bytes);
    this.#predecessors.push(sha256);
    this.#roots.push(root);
    return name;
  }

  writeTo(folder: string): void {
    for (const name of this.store.names()) {
      mkdirSync(join(folder, dirname(name)), { recursive: true });
      writeFileSync(join(folder, name), this.store.peek(name) as Buffer);
    }
  }

  #envelopes(): NodeCryptoEnvelopes {
    return new NodeCryptoEnvelopes(this.#vaultId, this.#keys);
  }
}

export function fileRecord(pieces: readonly Piece[], options: { readonly mode?: number; readonly hardLink?: Buffer; readonly depth?: number; readonly size?: number } = {}): Buffer {
  const size = options.size ?? pieces.reduce((sum, piece) => sum + piece.content.length, 0);
  return Buffer.concat([
    Buffer.of(0), varint(options.hardLink ? 16 : 0), varint(size), svarint(BASE_NS), varint(options.mode ?? 0o644), varint(1000), varint(1000),
    varint(options.depth ?? 0), varint(pieces.length), ...pieces.map(piece => piece.id), options.hardLink ?? Buffer.alloc(0),
  ]);
}

export function folderRecord(mode = 0o755): Buffer {
  return Buffer.concat([Buffer.of(1), varint(0), varint(0), svarint(BASE_NS), varint(mode), varint(0), varint(0)]);
}

export function linkRecord(target: string): Buffer {
  return Buffer.concat([Buffer.of(2), varint(0), varint(0), svarint(-1_500_000_000n), varint(0o777), varint(0), varint(0), bytes(target)]);
}

/** Groups entries by folder in the order given; folders share prefixes as the format wants it. */
function encodeEntries(entries: readonly EntrySpec[]): Buffer {
  const parts: Buffer[] = [];
  let before = Buffer.alloc(0);
  for (const [, group] of Map.groupBy(entries, entry => Buffer.from(entry.folder).toString('latin1'))) {
    const path = Buffer.from((group[0] as EntrySpec).folder);
    let shared = 0;
    while (shared < path.length && shared < before.length && path[shared] === before[shared]) shared += 1;
    parts.push(varint(shared), bytes(path.subarray(shared)), varint(group.length));
    for (const { op, name, sequence, record } of group) parts.push(Buffer.of(op), bytes(name), varint(sequence), op === 0 ? bytes(record as Buffer) : Buffer.alloc(0));
    before = path;
  }
  return Buffer.concat(parts);
}

function segment(type: 'data' | 'metadata', pieces: readonly Piece[], compress: boolean): BuiltSegment {
  return { type, compress, plaintext: Buffer.concat(pieces.map(piece => piece.content)), chunks: pieces.map(({ id, content }) => ({ id, rawBytes: content.length })) };
}

function reference({ id, content }: Piece): ContentReference {
  return { depth: 0, ids: [id.toString('hex')], bytes: content.length };
}

function bytes(value: string | Buffer): Buffer {
  const content = Buffer.from(value as string);
  return Buffer.concat([varint(content.length), content]);
}

function svarint(value: bigint): Buffer {
  return varint(value >= 0n ? value << 1n : (-value << 1n) - 1n);
}
